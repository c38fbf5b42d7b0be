namespace AntigravityTools.Protocols.Model;

/// <summary>Reads along a stream that passes through untouched: what kind each frame is, what usage it reported, how it ended.</summary>
/// <remarks>One tap per attempt; not thread-safe; no I/O. Anything unknown is a kind, never an exception.</remarks>
public interface IStreamTap
{
    /// <summary>Reads one frame. <paramref name="eventType"/> is empty where the framing has none.</summary>
    FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data);

    /// <summary>The usage reported so far; stands also when the stream is cut.</summary>
    TokenUsage Usage { get; }

    /// <summary>The fault of the last frame that was an error.</summary>
    Fault? Fault { get; }

    /// <summary>True once the upstream's own terminal event was seen; a stream that ends without it was cut.</summary>
    bool Completed { get; }

    /// <summary>The id of a server-side response, where the stream named one.</summary>
    string? ResponseId { get; }
}
