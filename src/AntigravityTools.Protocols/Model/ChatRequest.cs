using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>A request for a model's answer, free of any protocol: the union of what the four can say (architecture.md §4).</summary>
public sealed record ChatRequest
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The conversation, system messages in their places. Tool results stand in messages of <see cref="Role.Tool"/>.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>The tools offered.</summary>
    public ImmutableArray<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Which tools the model may or must call; null where the client said nothing.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>False where at most one call at a time is wanted; null where the client said nothing.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>How to sample.</summary>
    public Sampling Sampling { get; init; } = new();

    /// <summary>How much to reason, and whether to show it; null where the client said nothing.</summary>
    public ReasoningRequest? Reasoning { get; init; }

    /// <summary>The shape of the answer's text; null means free text.</summary>
    public OutputFormat? OutputFormat { get; init; }

    /// <summary>The picture or speech that the answer is to be; null means that the model decides.</summary>
    public MediaOutput? MediaOutput { get; init; }

    /// <summary>True where the answer is to be streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>True where a chat client asked for usage in the stream (<c>stream_options.include_usage</c>).</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The client's name for its end user (<c>user</c>, <c>safety_identifier</c>, <c>metadata.user_id</c>).</summary>
    public string? User { get; init; }

    /// <summary>The client's key for the provider's prompt cache (<c>prompt_cache_key</c>).</summary>
    public string? PromptCacheKey { get; init; }

    /// <summary>The service tier in the client's word, such as <c>flex</c> or <c>priority</c>.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The client's metadata: one JSON object of strings, or absent.</summary>
    public RawJson Metadata { get; init; }

    /// <summary>The whole inbound body, where the answer's writer must echo the client's own fields (Responses); else absent.</summary>
    public RawJson Source { get; init; }

    /// <summary>Fields only their own protocol understands.</summary>
    public Extras? Extras { get; init; }
}
