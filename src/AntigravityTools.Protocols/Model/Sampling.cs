using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>How to sample the answer. Null means that the client said nothing.</summary>
public sealed record Sampling
{
    /// <summary>Most tokens to generate, reasoning included.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>Temperature as the client's protocol counts it.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus share, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Number of candidates per token.</summary>
    public int? TopK { get; init; }

    /// <summary>Sequences that end the answer.</summary>
    public ImmutableArray<string> StopSequences { get; init; } = [];

    /// <summary>Answers wanted (<c>n</c>, <c>candidateCount</c>).</summary>
    public int? Candidates { get; init; }

    /// <summary>Frequency penalty, -2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Presence penalty, -2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Seed for repeatable sampling.</summary>
    public long? Seed { get; init; }

    /// <summary>True where log probabilities were asked for.</summary>
    public bool? Logprobs { get; init; }

    /// <summary>Alternatives per token with log probabilities.</summary>
    public int? TopLogprobs { get; init; }
}
