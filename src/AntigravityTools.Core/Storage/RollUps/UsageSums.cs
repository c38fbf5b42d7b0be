using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>Adds up requests. Not for several threads at once.</summary>
public sealed class UsageSums
{
    /// <summary>Number of requests.</summary>
    public long Requests { get; set; }

    /// <summary>Those that ended in an error.</summary>
    public long Errors { get; set; }

    /// <summary>Prompt tokens, caches included.</summary>
    public long InputTokens { get; set; }

    /// <summary>Generated tokens, reasoning included.</summary>
    public long OutputTokens { get; set; }

    /// <summary>Prompt tokens read from a cache.</summary>
    public long CacheReadTokens { get; set; }

    /// <summary>Prompt tokens written to a cache.</summary>
    public long CacheWriteTokens { get; set; }

    /// <summary>Tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; set; }

    /// <summary>Cost in US dollars of the requests whose price is known; null where none is.</summary>
    public decimal? CostUsd { get; set; }

    /// <summary>Times to the first content.</summary>
    public LatencyHistogram TimeToFirstToken { get; } = new();

    /// <summary>Times of whole requests.</summary>
    public LatencyHistogram Duration { get; } = new();

    /// <summary>Adds one request.</summary>
    public void Add(RequestRecord request)
    {
        Requests++;
        Errors += request.IsError ? 1 : 0;
        InputTokens += request.Usage.Input ?? 0;
        OutputTokens += request.Usage.Output ?? 0;
        CacheReadTokens += request.Usage.CacheRead ?? 0;
        CacheWriteTokens += request.Usage.CacheWrite ?? 0;
        ReasoningTokens += request.Usage.Reasoning ?? 0;
        AddCost(request.CostUsd);
        Duration.Add(request.Duration);
        if (request.TimeToFirstToken is { } first)
        {
            TimeToFirstToken.Add(first);
        }
    }

    /// <summary>Adds the sums of others.</summary>
    public void Add(UsageSums other)
    {
        Requests += other.Requests;
        Errors += other.Errors;
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        CacheReadTokens += other.CacheReadTokens;
        CacheWriteTokens += other.CacheWriteTokens;
        ReasoningTokens += other.ReasoningTokens;
        AddCost(other.CostUsd);
        TimeToFirstToken.Add(other.TimeToFirstToken);
        Duration.Add(other.Duration);
    }

    /// <summary>Adds a cost; an unknown one changes nothing.</summary>
    public void AddCost(decimal? cost) => CostUsd = cost is null ? CostUsd : (CostUsd ?? 0) + cost;

    /// <summary>The sums as they stand.</summary>
    public UsageSummary ToSummary() => new()
    {
        Requests = Requests,
        Errors = Errors,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        CacheReadTokens = CacheReadTokens,
        CacheWriteTokens = CacheWriteTokens,
        ReasoningTokens = ReasoningTokens,
        CostUsd = CostUsd,
        TtftP50 = TimeToFirstToken.Percentile(0.5),
        TtftP95 = TimeToFirstToken.Percentile(0.95),
        DurationP50 = Duration.Percentile(0.5),
        DurationP95 = Duration.Percentile(0.95),
    };
}
