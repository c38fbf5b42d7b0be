namespace AntigravityTools.Core.Accounts;

/// <summary>
/// When which account is looked at anew, because a cooldown ends or a probe falls due. Guarded by the pool's writer section. An account
/// stands in the queue once for its next change; an entry that was overtaken by an earlier one is skipped when it comes up.
/// </summary>
internal sealed class Reentry
{
    private readonly PriorityQueue<AccountEntry, DateTimeOffset> _queue = new();

    /// <summary>The next instant at which something changes.</summary>
    public DateTimeOffset? Next => _queue.TryPeek(out _, out var at) ? at : null;

    /// <summary>Plans the account's next change.</summary>
    public void Plan(AccountEntry entry, DateTimeOffset now)
    {
        if (entry.Runtime.NextChange(now) is { } at && !(entry.ScheduledAt <= at))
        {
            entry.ScheduledAt = at;
            _queue.Enqueue(entry, at);
        }
    }

    /// <summary>Takes the next account whose time has come; null where none is due.</summary>
    public AccountEntry? TakeDue(DateTimeOffset now)
    {
        while (_queue.TryPeek(out var entry, out var at) && at <= now)
        {
            _queue.Dequeue();
            if (entry.ScheduledAt == at)
            {
                entry.ScheduledAt = null;
                return entry;
            }
        }

        return null;
    }

    /// <summary>Forgets everything; a new snapshot plans anew.</summary>
    public void Clear() => _queue.Clear();
}
