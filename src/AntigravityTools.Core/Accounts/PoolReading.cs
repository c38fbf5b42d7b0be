using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What can be read of a pool's accounts without entering its writer section, and told to it.</summary>
public static class PoolReading
{
    /// <summary>The state of an account for one model, with the time and reason that go with it; a blocked one that may be tested counts as ready.</summary>
    public static ModelStatus? StatusFor(this AccountPool pool, string accountId, string? model)
    {
        if (!pool.Snapshot.ById.TryGetValue(accountId, out var entry))
        {
            return null;
        }

        var standing = AccountStatusReader.StandingOf(entry, model, pool.Now);
        return new ModelStatus(model ?? "", standing.ProbeDue ? AccountState.Ready : standing.State, standing.Cause?.Until, standing.Cause?.Reason);
    }

    /// <summary>The state of an account as a person sees it; null where there is no such account.</summary>
    public static AccountStatus? StatusOf(this AccountPool pool, string accountId) =>
        pool.Snapshot.ById.TryGetValue(accountId, out var entry) ? AccountStatusReader.Read(entry, pool.Now) : null;

    /// <summary>Requests running on an account now.</summary>
    public static int InFlight(this AccountPool pool, string accountId) =>
        pool.Snapshot.ById.TryGetValue(accountId, out var entry) ? entry.Runtime.InFlight : 0;

    /// <summary>What is known of an account's quotas; one whose reset has passed says nothing of what is left now.</summary>
    public static IReadOnlyList<QuotaReading> QuotaOf(this AccountPool pool, string accountId) => pool.Snapshot.ById.TryGetValue(accountId, out var entry)
        ? [
            .. entry.Runtime.Quota.Values
                .Select(reading => reading.ResetsAt <= pool.Now ? reading with { Remaining = null, ResetsAt = null } : reading)
                .OrderBy(reading => reading.Name, StringComparer.Ordinal)
                .ThenBy(reading => reading.Model, StringComparer.Ordinal),
        ]
        : [];

    /// <summary>Takes over a quota reading that no request brought.</summary>
    public static void Observe(this AccountPool pool, string accountId, QuotaReading reading)
    {
        if (pool.Snapshot.ById.TryGetValue(accountId, out var entry))
        {
            pool.Observed(entry, reading.Model, reading);
        }
    }

    /// <summary>Why no account can take a request now, in one sentence; null where one can.</summary>
    public static string? WhyNotReady(this AccountPool pool) => pool.UsableCount > 0 ? null
        : pool.Snapshot.Entries.IsEmpty ? "No account has been added yet. Add one on the Accounts page or with 'antigravity-tools accounts add'."
        : $"None of the {pool.Snapshot.Entries.Length} accounts can be used now. The Accounts page says why for each.";

    /// <summary>When the first of some accounts is back for a model; null where none is known to come back by itself.</summary>
    public static DateTimeOffset? EarliestReturn(this AccountPool pool, ImmutableArray<string> accountIds, string? model) =>
        accountIds.Select(id => pool.Snapshot.ById.TryGetValue(id, out var entry) ? entry.Runtime.BackFor(model, pool.Now) : null).Min();
}
