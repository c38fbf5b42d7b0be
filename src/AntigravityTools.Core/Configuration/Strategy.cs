namespace AntigravityTools.Core.Configuration;

/// <summary>How the usable accounts are ordered.</summary>
public enum Strategy
{
    /// <summary><c>balance</c>: sticky per conversation, new ones to the account with the most headroom.</summary>
    Balance,

    /// <summary><c>cache_first</c>: stays on the conversation's account even if that means waiting.</summary>
    CacheFirst,

    /// <summary><c>performance_first</c>: least in flight, round-robin among equals.</summary>
    PerformanceFirst,

    /// <summary><c>priority</c>: strictly by priority.</summary>
    Priority,
}
