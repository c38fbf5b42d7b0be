namespace AntigravityTools.Protocols.Model;

/// <summary>One thing that happened in a streamed answer (architecture.md §4).</summary>
public abstract record StreamEvent
{
    private StreamEvent()
    {
    }

    /// <summary>The answer began.</summary>
    public sealed record Started(string Id, string Model) : StreamEvent;

    /// <summary>A block began; <paramref name="Block"/> numbers blocks in order of appearance.</summary>
    public sealed record BlockStarted(int Block, BlockKind Kind, string? ToolCallId = null, string? ToolName = null) : StreamEvent;

    /// <summary>Text of a text, reasoning or refusal block.</summary>
    public sealed record TextDelta(int Block, string Text) : StreamEvent;

    /// <summary>A fragment of a tool call's JSON arguments.</summary>
    public sealed record ArgumentsDelta(int Block, string Json) : StreamEvent;

    /// <summary>A block ended; <paramref name="Signature"/> is the provider's opaque proof, where it gave one.</summary>
    public sealed record BlockEnded(int Block, string? Signature = null) : StreamEvent;

    /// <summary>Usage as known so far; later reports replace earlier ones.</summary>
    public sealed record UsageReported(TokenUsage Usage) : StreamEvent;

    /// <summary>The model stopped; <paramref name="Native"/> is the provider's own word.</summary>
    public sealed record Finished(StopReason Reason, string? Native) : StreamEvent;

    /// <summary>The answer failed.</summary>
    public sealed record Failed(Fault Fault) : StreamEvent;

    /// <summary>Something only its own protocol understands.</summary>
    public sealed record Opaque(Protocol Protocol, RawJson Json) : StreamEvent;
}
