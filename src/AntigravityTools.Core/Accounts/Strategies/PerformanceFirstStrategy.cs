namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary><c>performance_first</c>: no stickiness, the fewest requests in flight, round-robin among equals.</summary>
internal sealed class PerformanceFirstStrategy : ISelectionStrategy
{
    public bool IsSticky => false;

    public bool WaitsForBound => false;

    public bool IsTiered => false;

    public string Reason => "It has the fewest requests in flight.";

    public AccountEntry? Pick(ReadOnlySpan<AccountEntry> ready, in PickContext context) =>
        Scan.Lowest(ready, context, static (entry, _, _) => entry.Runtime.InFlight, perfect: 0);

    public double Score(AccountEntry entry, string? model, DateTimeOffset now) => entry.Runtime.InFlight;
}
