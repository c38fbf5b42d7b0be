using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The candidates that speak a protocol. Kept per list and snapshot, so that the same list comes out for the same one going in.</summary>
internal sealed class ProtocolFilter(AccountPool pool)
{
    private const int Most = 1000;
    private const int NamesKept = 20;
    private volatile Kept _kept = new(PoolSnapshot.Empty);

    /// <summary>The accounts of a list that speak the protocol, and those that do not.</summary>
    public (ImmutableArray<string> Speaking, ImmutableArray<PassedOver> LeftOut) Apply(ImmutableArray<string> accounts, Protocol protocol)
    {
        var kept = _kept;
        if (!ReferenceEquals(kept.Snapshot, pool.Snapshot) || kept.Answers.Count > Most)
        {
            _kept = kept = new Kept(pool.Snapshot);
        }

        var list = ImmutableCollectionsMarshal.AsArray(accounts)!;
        return accounts.Length <= 1
            ? Filter(kept.Snapshot, list, protocol)
            : kept.Answers.GetOrAdd((list, protocol), static (key, snapshot) => Filter(snapshot, key.Accounts, key.Protocol), kept.Snapshot);
    }

    private static (ImmutableArray<string>, ImmutableArray<PassedOver>) Filter(PoolSnapshot snapshot, string[] accounts, Protocol protocol)
    {
        var mute = accounts.Where(id => !Speaks(id)).ToHashSet();
        return mute.Count == 0 ? (ImmutableCollectionsMarshal.AsImmutableArray(accounts), [])
            : ([.. accounts.Where(id => !mute.Contains(id))], [new PassedOver("protocol", mute.Count, [.. accounts.Where(mute.Contains).Take(NamesKept).Select(NameOf)])]);

        bool Speaks(string id) => snapshot.ById.TryGetValue(id, out var entry) && entry.Account.Protocols.Contains(protocol);

        string NameOf(string id) => snapshot.ById.TryGetValue(id, out var entry) ? entry.Account.Name : id;
    }

    private sealed record Kept(PoolSnapshot Snapshot)
    {
        public ConcurrentDictionary<(string[] Accounts, Protocol Protocol), (ImmutableArray<string>, ImmutableArray<PassedOver>)> Answers { get; } = new();
    }
}
