namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>scheduling</c>: how accounts are picked (product.md §4).</summary>
public sealed record SchedulingConfig
{
    /// <summary><c>strategy</c>. Default <c>balance</c>.</summary>
    public Strategy Strategy { get; init; } = Strategy.Balance;

    /// <summary><c>max_attempts</c>: 1 to 20; null means the number of usable accounts, 2 to 6.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary><c>max_wait_seconds</c>: longest wait for a busy account, 0 to 600 s. Default 30 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>sticky_minutes</c>: how long a conversation stays bound to its account, 1 to 1440 min. Default 60 min.</summary>
    public TimeSpan Sticky { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary><c>reserve_percent</c>: an account is not used for a model below this share of its quota, 0 to 100. Default 0 (off).</summary>
    public double ReservePercent { get; init; }
}
