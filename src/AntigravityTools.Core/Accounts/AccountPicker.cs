using AntigravityTools.Core.Accounts.Strategies;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// Comes to one account: the pinned one, the conversation's own, one that is due for its test, else the strategy's. Guarded by the
/// pool's writer section.
/// </summary>
internal sealed class AccountPicker(AffinityTable affinity, Random random)
{
    private int _turn;

    /// <summary>The choice among a set's members; null where none can be taken.</summary>
    /// <param name="pick">The request and what goes with it.</param>
    /// <param name="mayWait">True where the conversation's own account is worth waiting for.</param>
    public Choice? Choose(in Pick pick, out bool mayWait)
    {
        mayWait = false;
        if (Usable(pick, pick.Pinned) is { } pinned)
        {
            return new Choice(pinned, "It is pinned: everything goes there while it is healthy.");
        }

        var bound = pick.Strategy.IsSticky && pick.Request.Conversation is { } conversation ? affinity.Find(conversation) : null;
        if (Usable(pick, bound) is { } own)
        {
            return new Choice(own, "The conversation is bound to it, and its prompt cache is there.", Sticky: true);
        }

        if (pick.KeepsBound && pick.Strategy.WaitsForBound && IsWorthWaiting(pick, bound))
        {
            mayWait = true;
            return null;
        }

        foreach (var entry in pick.Set.ProbeDue)
        {
            if (!pick.Tried.Contains(entry.Account.Id))
            {
                return new Choice(entry, "It was blocked; this request tests whether it came back.", Probe: true);
            }
        }

        return ByStrategy(pick);
    }

    /// <summary>Binds a conversation to the account that it got.</summary>
    public void Bind(in Pick pick, AccountEntry entry, TimeSpan lifetime)
    {
        if (pick.Strategy.IsSticky && pick.Request.Conversation is { } conversation && !IsElsewhere(pick, affinity.Find(conversation)))
        {
            affinity.Bind(conversation, entry.Account.Id, lifetime);
        }
    }

    private Choice? ByStrategy(in Pick pick)
    {
        var context = new PickContext(pick.Request.Model, pick.Tried, pick.Now, random, _turn++);
        for (var tier = 0; tier < pick.Set.Tiers; tier++)
        {
            if (pick.Strategy.Pick(pick.Set.Ready(tier), context) is { } entry)
            {
                return new Choice(entry, Why(pick));
            }
        }

        return null;
    }

    private static string Why(in Pick pick) =>
        pick.Tried.Count > 0 ? "The accounts before it failed; of the others: " + pick.Strategy.Reason
        : pick.Set.Members.Length == 1 ? "It is the only account that can serve the model."
        : pick.Strategy.Reason;

    private static AccountEntry? Usable(in Pick pick, string? id) =>
        id is not null && !pick.Tried.Contains(id) && pick.Snapshot.ById.TryGetValue(id, out var entry) && pick.Set.Find(entry) >= 0
            && AccountStatusReader.StandingOf(entry, pick.Request.Model, pick.Now).IsReady
            ? entry
            : null;

    private static bool IsWorthWaiting(in Pick pick, string? bound)
    {
        if (bound is null || pick.Tried.Contains(bound) || !pick.Snapshot.ById.TryGetValue(bound, out var entry) || pick.Set.Find(entry) < 0)
        {
            return false;
        }

        var standing = AccountStatusReader.StandingOf(entry, pick.Request.Model, pick.Now);
        return standing.State == Records.AccountState.Busy || entry.Runtime.BackFor(pick.Request.Model, pick.Now) <= pick.WaitsUntil;
    }

    // A conversation that is bound to an account which has no part in this model keeps its binding: other turns go back to it.
    private static bool IsElsewhere(in Pick pick, string? bound) =>
        bound is not null && pick.Snapshot.ById.TryGetValue(bound, out var entry) && pick.Set.Find(entry) < 0;
}
