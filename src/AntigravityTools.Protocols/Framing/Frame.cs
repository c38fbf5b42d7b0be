namespace AntigravityTools.Protocols.Framing;

/// <summary>One frame of a streamed answer.</summary>
public readonly ref struct Frame
{
    /// <summary>The <c>event:</c> name; empty where there is none.</summary>
    public ReadOnlySpan<byte> EventType { get; init; }

    /// <summary>The payload, several <c>data:</c> lines joined with LF; empty where the frame holds only comments or other fields.</summary>
    public ReadOnlySpan<byte> Data { get; init; }
}
