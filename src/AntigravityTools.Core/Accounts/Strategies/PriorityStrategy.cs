namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary><c>priority</c>: strictly by priority; inside a tier the least loaded.</summary>
internal sealed class PriorityStrategy : ISelectionStrategy
{
    // Far above any load, so that a tier always outweighs it.
    private const double Tier = 1e9;

    public bool IsSticky => false;

    public bool WaitsForBound => false;

    public bool IsTiered => true;

    public string Reason => "It is the first in priority that can be used.";

    public AccountEntry? Pick(ReadOnlySpan<AccountEntry> ready, in PickContext context) =>
        Scan.Lowest(ready, context, static (entry, _, _) => Headroom.Load(entry), double.MinValue);

    public double Score(AccountEntry entry, string? model, DateTimeOffset now) => (entry.Account.Priority * Tier) + Headroom.Load(entry);
}
