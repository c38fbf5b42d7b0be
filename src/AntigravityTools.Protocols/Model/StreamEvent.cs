namespace AntigravityTools.Protocols.Model;

/// <summary>
/// One thing that happened in an answer (architecture.md §4). A whole answer is the same events in one go. Readers keep this order:
/// Started once and first; each block is started once, gets its deltas, and ends once (several may be open at a time); usage any time;
/// then Finished per choice, or one Failed, and nothing after that but usage.
/// </summary>
public abstract record StreamEvent
{
    private StreamEvent()
    {
    }

    /// <summary>The answer began.</summary>
    public sealed record Started(string Id, string Model) : StreamEvent;

    /// <summary>A block began; <paramref name="Block"/> numbers blocks from 0 in order of appearance, over all choices.</summary>
    public sealed record BlockStarted(int Block, BlockKind Kind, string? ToolCallId = null, string? ToolName = null) : StreamEvent
    {
        /// <summary>The provider's proof for a call, where it is known at the start (Gemini); then the block's end repeats it.</summary>
        public string? Signature { get; init; }

        /// <summary>Which of several answers it belongs to, from 0.</summary>
        public int Choice { get; init; }

        /// <summary>The tool's namespace, where it has one.</summary>
        public string? Namespace { get; init; }
    }

    /// <summary>Text of a text, reasoning, refusal, custom-call or web-search block.</summary>
    public sealed record TextDelta(int Block, string Text) : StreamEvent;

    /// <summary>A fragment of a function call's JSON arguments.</summary>
    public sealed record ArgumentsDelta(int Block, string Json) : StreamEvent;

    /// <summary>The log probabilities of tokens of a text block, as the array of token objects that OpenAI's two protocols share.</summary>
    public sealed record LogprobsAdded(int Block, RawJson Tokens) : StreamEvent;

    /// <summary>A source of a text block, or a result of a web-search block.</summary>
    public sealed record CitationAdded(int Block, Citation Citation) : StreamEvent;

    /// <summary>The content of a media block.</summary>
    public sealed record MediaProduced(int Block, Part.Media Media) : StreamEvent;

    /// <summary>A block ended; <paramref name="Signature"/> is the provider's opaque proof, where it gave one.</summary>
    public sealed record BlockEnded(int Block, string? Signature = null) : StreamEvent;

    /// <summary>Usage as known so far; later reports replace earlier ones.</summary>
    public sealed record UsageReported(TokenUsage Usage) : StreamEvent;

    /// <summary>The model stopped; <paramref name="Native"/> is the provider's own word.</summary>
    public sealed record Finished(StopReason Reason, string? Native) : StreamEvent
    {
        /// <summary>Which of several answers, from 0.</summary>
        public int Choice { get; init; }

        /// <summary>The stop sequence that matched, where the provider names it.</summary>
        public string? StopSequence { get; init; }

        /// <summary>Why a safety rule or the model refused, where the provider explains it.</summary>
        public string? Explanation { get; init; }
    }

    /// <summary>The answer failed.</summary>
    public sealed record Failed(Fault Fault) : StreamEvent;

    /// <summary>Something only its own protocol understands.</summary>
    public sealed record Opaque(Protocol Protocol, RawJson Json) : StreamEvent;
}
