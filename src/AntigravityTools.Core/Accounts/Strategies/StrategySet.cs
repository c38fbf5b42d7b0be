using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary>The four strategies by name.</summary>
internal sealed class StrategySet
{
    private readonly BalanceStrategy _balance = new();
    private readonly CacheFirstStrategy _cacheFirst;
    private readonly PerformanceFirstStrategy _performanceFirst = new();
    private readonly PriorityStrategy _priority = new();

    public StrategySet() => _cacheFirst = new CacheFirstStrategy(_balance);

    public ISelectionStrategy this[Strategy strategy] => strategy switch
    {
        Strategy.CacheFirst => _cacheFirst,
        Strategy.PerformanceFirst => _performanceFirst,
        Strategy.Priority => _priority,
        _ => _balance,
    };
}
