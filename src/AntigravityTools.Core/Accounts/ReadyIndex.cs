using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// The ready sets of one snapshot, one per list of candidates and model, made when first asked for. Lists are told apart by reference:
/// routing gives the same list for the same model until the accounts or the rules change. Guarded by the pool's writer section.
/// </summary>
internal sealed class ReadyIndex(PoolSnapshot snapshot)
{
    // Clients choose model names, so their number needs a limit; what is dropped is made again when asked for.
    private const int MostSets = 512;
    private const int MostMembers = 2_000_000;
    private readonly Dictionary<Key, ReadySet> _sets = [];
    private int _members;

    /// <summary>The set for a list of candidates and a model.</summary>
    public ReadySet SetFor(ImmutableArray<string> candidates, string? model, bool tiered, DateTimeOffset now)
    {
        if (candidates.Length == 1 && snapshot.ById.TryGetValue(candidates[0], out var only))
        {
            return AloneSet(only, model, tiered, now);
        }

        var key = new Key(ImmutableCollectionsMarshal.AsArray(candidates)!, model, tiered);
        if (_sets.TryGetValue(key, out var known))
        {
            return known;
        }

        var set = new ReadySet(MembersOf(candidates), model, tiered, now);
        if (_sets.Count >= MostSets || _members + set.Members.Length > MostMembers)
        {
            Clear();
        }

        _sets[key] = set;
        _members += set.Members.Length;
        for (var member = 0; member < set.Members.Length; member++)
        {
            set.Members[member].Memberships.Add((set, member));
        }

        return set;
    }

    /// <summary>Looks at an account anew in every set that it belongs to.</summary>
    public static void Refresh(AccountEntry entry, DateTimeOffset now)
    {
        foreach (var (set, member) in entry.Memberships)
        {
            set.Refresh(member, now);
        }
    }

    // A list of one is often made for one request alone, so it can not be told by reference.
    private static ReadySet AloneSet(AccountEntry entry, string? model, bool tiered, DateTimeOffset now)
    {
        if (entry.Alone is { } known && known.Model == model && known.IsTiered == tiered)
        {
            known.Refresh(0, now);
            return known;
        }

        return entry.Alone = new ReadySet([entry], model, tiered, now);
    }

    private void Clear()
    {
        foreach (var entry in snapshot.Entries)
        {
            entry.Memberships.Clear();
        }

        _sets.Clear();
        _members = 0;
    }

    private AccountEntry[] MembersOf(ImmutableArray<string> candidates)
    {
        var members = new List<AccountEntry>(candidates.Length);
        foreach (var id in candidates)
        {
            if (snapshot.ById.TryGetValue(id, out var entry))
            {
                members.Add(entry);
            }
        }

        return [.. members];
    }

    private readonly struct Key(string[] candidates, string? model, bool tiered) : IEquatable<Key>
    {
        private readonly string[] _candidates = candidates;
        private readonly string? _model = model;
        private readonly bool _tiered = tiered;

        public bool Equals(Key other) => ReferenceEquals(_candidates, other._candidates) && _tiered == other._tiered && _model == other._model;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_candidates), _model?.GetHashCode(StringComparison.Ordinal), _tiered);
    }
}
