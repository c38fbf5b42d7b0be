using System.Collections.Concurrent;

namespace AntigravityTools.Core.Routing;

/// <summary>Decisions by name, for one table of rules and one index of accounts. Bounded, since clients choose the names.</summary>
internal sealed class RouteCache(RouteTable table, CatalogueIndex? index)
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<(string Model, bool Background), RouteDecision> _decisions = new();
    private int _count;

    public RouteTable Table => table;

    public CatalogueIndex? Index => index;

    public bool IsFull => Volatile.Read(ref _count) >= Most;

    public RouteDecision? Find(string model, bool background) => _decisions.GetValueOrDefault((model, background));

    /// <summary>Keeps a decision; where another was quicker, its decision is the one.</summary>
    public RouteDecision Keep(string model, bool background, RouteDecision decision)
    {
        var kept = _decisions.GetOrAdd((model, background), decision);
        if (ReferenceEquals(kept, decision))
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }
}
