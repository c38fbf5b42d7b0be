namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary><c>cache_first</c>: as <c>balance</c>, but a conversation waits for its account before it moves.</summary>
internal sealed class CacheFirstStrategy(BalanceStrategy balance) : ISelectionStrategy
{
    public bool IsSticky => true;

    public bool WaitsForBound => true;

    public bool IsTiered => false;

    public string Reason => balance.Reason;

    public AccountEntry? Pick(ReadOnlySpan<AccountEntry> ready, in PickContext context) => balance.Pick(ready, context);

    public double Score(AccountEntry entry, string? model, DateTimeOffset now) => balance.Score(entry, model, now);
}
