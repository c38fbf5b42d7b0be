namespace AntigravityTools.Protocols.Model;

/// <summary>Reads one protocol's stream into the canonical model. One per attempt; synchronous; no I/O.</summary>
public interface IStreamReader
{
    /// <summary>Reads one frame and appends what it means.</summary>
    void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<StreamEvent> events);

    /// <summary>Ends the input; yields <see cref="StreamEvent.Failed"/> unless the upstream's own terminal event was seen.</summary>
    void Complete(EndOfInput how, List<StreamEvent> events);
}
