namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary>Orders the accounts that are ready for a request (product.md §4).</summary>
internal interface ISelectionStrategy
{
    /// <summary>True where a conversation stays with its account while that is healthy.</summary>
    bool IsSticky { get; }

    /// <summary>True where a conversation waits for its account even while others are free.</summary>
    bool WaitsForBound { get; }

    /// <summary>True where accounts of a lower tier are looked at only when no account of a higher one is ready.</summary>
    bool IsTiered { get; }

    /// <summary>Why the picked account was picked, in one sentence.</summary>
    string Reason { get; }

    /// <summary>The account to take among those that are ready, or null where all of them were tried.</summary>
    AccountEntry? Pick(ReadOnlySpan<AccountEntry> ready, in PickContext context);

    /// <summary>An account's place in the order: the lowest is tried first.</summary>
    double Score(AccountEntry entry, string? model, DateTimeOffset now);
}
