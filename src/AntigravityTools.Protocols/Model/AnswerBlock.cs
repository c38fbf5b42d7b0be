using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>One block of a whole answer, its deltas joined.</summary>
public sealed record AnswerBlock
{
    /// <summary>What it holds.</summary>
    public required BlockKind Kind { get; init; }

    /// <summary>Which of several answers it belongs to, from 0.</summary>
    public int Choice { get; init; }

    /// <summary>The text, or a function call's JSON arguments as they came (possibly cut at the output limit, empty where there were none).</summary>
    public string Text { get; init; } = "";

    /// <summary>The call's id.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>The tool's name.</summary>
    public string? ToolName { get; init; }

    /// <summary>The tool's namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The provider's opaque proof.</summary>
    public string? Signature { get; init; }

    /// <summary>Sources of a text, results of a web search.</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];

    /// <summary>Log probabilities of a text's tokens: arrays of token objects, in order.</summary>
    public ImmutableArray<RawJson> Logprobs { get; init; } = [];

    /// <summary>The content of a media block.</summary>
    public Part.Media? Media { get; init; }
}
