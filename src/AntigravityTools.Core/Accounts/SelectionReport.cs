using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Says of a selection which accounts were passed over and why. What a pick pays for it does not grow with the accounts.</summary>
internal sealed class SelectionReport(ReadySet set, PoolSnapshot snapshot, IReadOnlySet<string> tried)
{
    private const int NamesKept = 20;
    private const int Many = 256;
    private static readonly TimeSpan RefusalAge = TimeSpan.FromMilliseconds(100);
    private static readonly AccountState[] Blocking = [.. Enum.GetValues<AccountState>().Where(state => state != AccountState.Ready)];

    /// <summary>The accounts that were not taken, by reason.</summary>
    public ImmutableArray<PassedOver> PassedOver(AccountEntry? chosen)
    {
        if (set.Members.Length <= 1 && chosen is not null)
        {
            return [];
        }

        var passed = ImmutableArray.CreateBuilder<PassedOver>();
        var leftOut = new List<AccountEntry>(tried.Count + 1);
        foreach (var id in tried)
        {
            if (snapshot.ById.TryGetValue(id, out var entry) && set.Find(entry) >= 0)
            {
                leftOut.Add(entry);
            }
        }

        if (leftOut.Count > 0)
        {
            passed.Add(new PassedOver("tried", leftOut.Count, [.. leftOut.Take(NamesKept).Select(entry => entry.Account.Name)]));
        }

        if (chosen is not null)
        {
            leftOut.Add(chosen);
        }

        foreach (var state in Blocking)
        {
            Add(passed, state.ToName(), set.In(state), leftOut);
        }

        Add(passed, "half_open", set.ProbeDue, leftOut);
        for (var tier = 0; tier < set.Tiers; tier++)
        {
            Add(passed, tier == 0 ? "not_chosen" : "lower_priority", set.Ready(tier), leftOut);
        }

        return passed.DrainToImmutable();
    }

    /// <summary>Why no account of the set was given.</summary>
    public LeaseRefusal Refusal(DateTimeOffset now)
    {
        var isKept = set.Members.Length > Many && tried.Count == 0;
        if (isKept && set.LastRefusal is { } last && now - last.At < RefusalAge)
        {
            return last.Refusal;
        }

        var refusal = Judge(now);
        set.LastRefusal = isKept ? (refusal, now) : null;
        return refusal;
    }

    private LeaseRefusal Judge(DateTimeOffset now)
    {
        var isBusy = false;
        var allTried = true;
        string? action = null;
        DateTimeOffset? earliest = null;
        foreach (var entry in set.Members)
        {
            if (tried.Contains(entry.Account.Id))
            {
                continue;
            }

            allTried = false;
            var standing = AccountStatusReader.StandingOf(entry, set.Model, now);
            isBusy |= standing.State == AccountState.Busy;
            action ??= AccountStatusReader.ActionFor(standing.State, standing.Cause?.Reason);
            if (standing.Cause is not null && entry.Runtime.BackFor(set.Model, now) is { } back && !(earliest <= back))
            {
                earliest = back;
            }
        }

        return new LeaseRefusal
        {
            Busy = isBusy,
            AllTried = allTried,
            EarliestRetry = earliest,
            Action = action,
            PassedOver = PassedOver(chosen: null),
        };
    }

    private void Add(ImmutableArray<PassedOver>.Builder passed, string reason, ReadOnlySpan<AccountEntry> entries, List<AccountEntry> leftOut)
    {
        var count = entries.Length;
        foreach (var entry in leftOut)
        {
            count -= set.IsAmong(set.Find(entry), entries) ? 1 : 0;
        }

        if (count <= 0)
        {
            return;
        }

        var names = ImmutableArray.CreateBuilder<string>(Math.Min(count, NamesKept));
        for (var i = 0; i < entries.Length && names.Count < Math.Min(count, NamesKept); i++)
        {
            if (!leftOut.Contains(entries[i]))
            {
                names.Add(entries[i].Account.Name);
            }
        }

        passed.Add(new PassedOver(reason, count, names.DrainToImmutable()));
    }
}
