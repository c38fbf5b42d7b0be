using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AntigravityTools.Core.Accounts;

/// <summary>All accounts at one moment; swapped by reference, never changed.</summary>
public sealed class PoolSnapshot
{
    internal PoolSnapshot(ImmutableArray<AccountEntry> entries)
    {
        Entries = entries;
        ById = entries.ToFrozenDictionary(entry => entry.Account.Id);
    }

    /// <summary>Nothing yet.</summary>
    public static PoolSnapshot Empty { get; } = new([]);

    /// <summary>In the user's order.</summary>
    public ImmutableArray<AccountEntry> Entries { get; }

    /// <summary>By account id.</summary>
    public FrozenDictionary<string, AccountEntry> ById { get; }
}
