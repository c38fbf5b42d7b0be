namespace AntigravityTools.Core.Records;

/// <summary>Sums over a span of time.</summary>
public sealed record UsageSummary
{
    /// <summary>Number of requests.</summary>
    public long Requests { get; init; }

    /// <summary>Those whose status was 400 or more, or that broke off.</summary>
    public long Errors { get; init; }

    /// <summary>Prompt tokens, caches included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Generated tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Prompt tokens read from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to a cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Cost in US dollars of the requests whose price is known; null where none is.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Milliseconds to the first content, median; null without data.</summary>
    public double? TtftP50 { get; init; }

    /// <summary>Milliseconds to the first content, 95th percentile; null without data.</summary>
    public double? TtftP95 { get; init; }

    /// <summary>Milliseconds of the whole request, median; null without data.</summary>
    public double? DurationP50 { get; init; }

    /// <summary>Milliseconds of the whole request, 95th percentile; null without data.</summary>
    public double? DurationP95 { get; init; }
}
