namespace AntigravityTools.Core.Configuration;

/// <summary>The names of strategies in <c>config.json</c>, in records and in the management API.</summary>
public static class StrategyNames
{
    /// <summary>The snake_case name of a strategy.</summary>
    public static string ToName(this Strategy strategy) => strategy switch
    {
        Strategy.CacheFirst => "cache_first",
        Strategy.PerformanceFirst => "performance_first",
        Strategy.Priority => "priority",
        _ => "balance",
    };
}
