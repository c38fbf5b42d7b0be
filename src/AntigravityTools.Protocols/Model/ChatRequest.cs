using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>A request for a model's answer, free of any protocol: the union of what the four can say (architecture.md §4).</summary>
public sealed record ChatRequest
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The conversation, system messages in their places.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>The tools offered.</summary>
    public ImmutableArray<ToolDefinition> Tools { get; init; } = [];

    /// <summary>How to sample.</summary>
    public Sampling Sampling { get; init; } = new();

    /// <summary>True where the answer is to be streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>Fields only their own protocol understands.</summary>
    public Extras? Extras { get; init; }
}
