using System.Collections.Concurrent;
using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Keeps deleted accounts in memory for a while, so that a slip can be undone. Nothing of it is on disk.</summary>
internal sealed class DeletedAccounts(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (Account Account, ImmutableArray<string> Order, DateTimeOffset Until)> _kept = new();

    /// <summary>How long a deleted account can be put back.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Remembers an account and the order in which it stood.</summary>
    public void Remember(Account account, ImmutableArray<string> order)
    {
        Forget();
        _kept[account.Id] = (account, order, time.GetUtcNow() + Kept);
    }

    /// <summary>Gives an account back once; null where it is gone for good.</summary>
    public (Account Account, ImmutableArray<string> Order)? Take(string id)
    {
        Forget();
        return _kept.TryRemove(id, out var kept) ? (kept.Account, kept.Order) : null;
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var id in _kept.Where(item => item.Value.Until <= now).Select(item => item.Key))
        {
            _kept.TryRemove(id, out _);
        }
    }
}
