using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Sorts candidates by what it takes to serve a client's protocol: those that speak it for this model, those a translation reaches, those
/// that can not.
/// Kept per list and snapshot, so that the same list comes out for the same one going in.
/// </summary>
internal sealed class ProtocolFilter(AccountPool pool)
{
    private const int Most = 1000;
    private const int NamesKept = 20;
    private volatile Kept _kept = new(PoolSnapshot.Empty);

    /// <summary>The accounts of a list, sorted; the model is the one before an account's own alias, null where the call names none.</summary>
    public SortedCandidates Apply(ImmutableArray<string> accounts, string? model, Protocol protocol, Operation operation)
    {
        var kept = _kept;
        if (!ReferenceEquals(kept.Snapshot, pool.Snapshot) || kept.Answers.Count > Most)
        {
            _kept = kept = new Kept(pool.Snapshot);
        }

        var list = ImmutableCollectionsMarshal.AsArray(accounts)!;
        return accounts.Length <= 1
            ? Sort(kept.Snapshot, (list, model, protocol, operation))
            : kept.Answers.GetOrAdd((list, model, protocol, operation), static (key, snapshot) => Sort(snapshot, key), kept.Snapshot);
    }

    private static SortedCandidates Sort(PoolSnapshot snapshot, (string[] Accounts, string? Model, Protocol Protocol, Operation Operation) key)
    {
        if (Array.TrueForAll(key.Accounts, id => WayTo(id) == Way.Native))
        {
            return new SortedCandidates(ImmutableCollectionsMarshal.AsImmutableArray(key.Accounts), [], []);
        }

        var mute = key.Accounts.Where(id => WayTo(id) == Way.None).ToList();
        return new SortedCandidates(
            [.. key.Accounts.Where(id => WayTo(id) == Way.Native)],
            [.. key.Accounts.Where(id => WayTo(id) == Way.Translated)],
            mute.Count == 0 ? [] : [new PassedOver("protocol", mute.Count, [.. mute.Take(NamesKept).Select(NameOf)])]);

        Way WayTo(string id)
        {
            if (!snapshot.ById.TryGetValue(id, out var entry))
            {
                return Way.None;
            }

            var served = ModelProtocols.Of(entry.Account, key.Operation, key.Model is null ? null : RouteResolver.UpstreamModel(entry.Account, key.Model));
            return served.Contains(key.Protocol) ? Way.Native
                : TranslationPlanner.Translation(key.Operation, served) is null ? Way.None : Way.Translated;
        }

        string NameOf(string id) => snapshot.ById.TryGetValue(id, out var entry) ? entry.Account.Name : id;
    }

    private enum Way
    {
        None,
        Native,
        Translated,
    }

    private sealed record Kept(PoolSnapshot Snapshot)
    {
        public ConcurrentDictionary<(string[] Accounts, string? Model, Protocol Protocol, Operation Operation), SortedCandidates> Answers { get; } = new();
    }
}
