using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// The accounts and what they are fit for now. One writer section; readers see an immutable <see cref="PoolSnapshot"/>.
/// Knows no protocol and no provider.
/// </summary>
public sealed class AccountPool(Func<SchedulingConfig> scheduling, TimeProvider time)
{
    private const int FailuresThatOpen = 5;
    private const int MostBindings = 100_000;
    private static readonly TimeSpan CircuitTime = TimeSpan.FromSeconds(30);

    private readonly Lock _writer = new();
    private readonly SlotQueue _queue = new();
    private readonly AffinityTable _affinity = new(time, MostBindings);
    private readonly AccountSelector _selector = new(time);
    private volatile PoolSnapshot _snapshot = PoolSnapshot.Empty;

    /// <summary>Raised after the set of accounts changed, with all of them.</summary>
    public event Action<IReadOnlyList<Account>>? AccountsChanged;

    /// <summary>Raised after an account's state changed, with its id.</summary>
    public event Action<string>? Changed;

    /// <summary>Raised with each cooldown that begins or, with <see cref="Cooldown.Until"/> in the past, ends early.</summary>
    public event Action<Cooldown>? CooldownSet;

    /// <summary>The accounts now.</summary>
    public PoolSnapshot Snapshot => _snapshot;

    /// <summary>Takes over the accounts as stored; running state is kept for those that stay.</summary>
    public void SetAccounts(IReadOnlyList<Account> accounts)
    {
        lock (_writer)
        {
            var before = _snapshot;
            _snapshot = new PoolSnapshot([.. accounts.Select(account => Carry(account, before))]);
        }

        AccountsChanged?.Invoke(accounts);
        _queue.Wake();
    }

    /// <summary>Restores a cooldown from storage, or sets one by hand.</summary>
    public void Report(Cooldown cooldown)
    {
        if (_snapshot.ById.TryGetValue(cooldown.AccountId, out var entry))
        {
            Set(entry, cooldown, times: 1);
        }
    }

    /// <summary>Applies what a check found, as if a request had found it.</summary>
    public void Apply(string accountId, Ruling ruling)
    {
        if (_snapshot.ById.TryGetValue(accountId, out var entry))
        {
            Failed(entry, model: null, ruling.State is null ? ruling with { State = AccountState.CircuitOpen, Hint = CircuitTime } : ruling);
        }
    }

    /// <summary>An account's place in the order now: the lowest is tried first.</summary>
    public double ScoreOf(AccountEntry entry) => AccountSelector.Score(entry, scheduling().Strategy);

    /// <summary>The state of an account for one model, with the time and reason that go with it.</summary>
    public ModelStatus? StatusFor(string accountId, string? model) =>
        _snapshot.ById.TryGetValue(accountId, out var entry)
            ? new ModelStatus(model ?? "", AccountStatusReader.StateOf(entry, model, time.GetUtcNow(), out var cause), cause?.Until, cause?.Reason)
            : null;

    /// <summary>Clears every cooldown and failure count of an account.</summary>
    public void Reset(string accountId)
    {
        if (_snapshot.ById.TryGetValue(accountId, out var entry))
        {
            entry.Runtime.CountSuccess();
            entry.Runtime.Cooldowns.Clear();
            CooldownSet?.Invoke(Ended(accountId, null));
            Changed?.Invoke(accountId);
            _queue.Wake();
        }
    }

    /// <summary>Leases an account, or says why none; waits up to <c>max_wait_seconds</c> in order while all are only busy.</summary>
    public async ValueTask<LeaseResult> LeaseAsync(LeaseRequest request, IReadOnlySet<string> tried, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + scheduling().MaxWait;
        while (true)
        {
            var result = TryLease(request, tried);
            var left = deadline - time.GetUtcNow();
            if (result.Refusal is not { Busy: true } || left <= TimeSpan.Zero)
            {
                return result;
            }

            try
            {
                await _queue.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return TryLease(request, tried);
            }
        }
    }

    /// <summary>The state of an account as a person sees it; null where there is no such account.</summary>
    public AccountStatus? StatusOf(string accountId) =>
        _snapshot.ById.TryGetValue(accountId, out var entry) ? AccountStatusReader.Read(entry, time.GetUtcNow()) : null;

    /// <summary>Requests running on an account now.</summary>
    public int InFlight(string accountId) => _snapshot.ById.TryGetValue(accountId, out var entry) ? entry.Runtime.InFlight : 0;

    /// <summary>What is known of an account's quotas.</summary>
    public IReadOnlyList<QuotaReading> QuotaOf(string accountId) =>
        _snapshot.ById.TryGetValue(accountId, out var entry) ? [.. entry.Runtime.Quota.Values.OrderBy(reading => reading.Name)] : [];

    /// <summary>Accounts that could take a request now, whatever the model.</summary>
    public int UsableCount
    {
        get
        {
            var now = time.GetUtcNow();
            return _snapshot.Entries.Count(entry => AccountStatusReader.IsUsable(entry, model: null, now));
        }
    }

    /// <summary>When the first of some accounts is back for a model; null where none is known to come back by itself.</summary>
    public DateTimeOffset? EarliestReturn(ImmutableArray<string> accountIds, string? model)
    {
        var now = time.GetUtcNow();
        return accountIds
            .Select(id => _snapshot.ById.TryGetValue(id, out var entry) ? entry.Runtime.BlockOf(model, now)?.Until : null)
            .Min();
    }

    /// <summary>Why no account can take a request now, in one sentence; null where one can.</summary>
    public string? WhyNotReady() => UsableCount > 0 ? null
        : _snapshot.Entries.IsEmpty ? "No account has been added yet. Add one on the Accounts page or with 'antigravity-tools accounts add'."
        : $"None of the {_snapshot.Entries.Length} accounts can be used now. The Accounts page says why for each.";

    internal LeaseResult TryLease(LeaseRequest request, IReadOnlySet<string> tried)
    {
        var config = scheduling();
        var bound = request.Conversation is { } conversation && config.Strategy is Strategy.Balance or Strategy.CacheFirst
            ? _affinity.Find(request.Conversation!)
            : null;
        var result = _selector.Select(this, _snapshot, request, tried, config.Strategy, bound);
        if (result.Lease is { } lease && request.Conversation is not null)
        {
            _affinity.Bind(request.Conversation, lease.Account.Id, config.Sticky);
        }

        return result;
    }

    internal void Succeeded(AccountEntry entry, string? model)
    {
        entry.Runtime.CountSuccess();
        if (!entry.Runtime.Cooldowns.IsEmpty)
        {
            entry.Runtime.ForgetEnded(AccountRuntime.WholeAccount, time.GetUtcNow());
            entry.Runtime.ForgetEnded(model, time.GetUtcNow());
        }
    }

    internal void Failed(AccountEntry entry, string? model, Ruling ruling)
    {
        var now = time.GetUtcNow();
        if (ruling.State is { } state)
        {
            var key = ruling.WholeAccount || model is null ? AccountRuntime.WholeAccount : model;
            var times = entry.Runtime.Cooldowns.TryGetValue(key, out var before) && before.Cooldown.State == state ? before.Times + 1 : 1;
            var wait = ruling.Hint ?? (ruling.Ladder.Count == 0 ? (TimeSpan?)null : ruling.Ladder[Math.Min(times, ruling.Ladder.Count) - 1]);
            Set(entry, New(entry, key, state, ruling.Reason, now, now + wait), times);
        }
        else if (ruling.CountsForCircuit && entry.Runtime.CountFailure() >= FailuresThatOpen)
        {
            Set(entry, New(entry, AccountRuntime.WholeAccount, AccountState.CircuitOpen, ruling.Reason, now, now + CircuitTime), times: 1);
        }
    }

    internal void SlotFreed(string accountId)
    {
        _queue.Wake();
        Changed?.Invoke(accountId);
    }

    private void Set(AccountEntry entry, Cooldown cooldown, int times)
    {
        entry.Runtime.Cooldowns[cooldown.Model ?? AccountRuntime.WholeAccount] = new CooldownStreak(cooldown, times);
        CooldownSet?.Invoke(cooldown);
        Changed?.Invoke(cooldown.AccountId);
    }

    // A new credential deserves a fresh start; what the old one was refused for says nothing about it.
    private static AccountEntry Carry(Account account, PoolSnapshot before)
    {
        if (!before.ById.TryGetValue(account.Id, out var known))
        {
            return new AccountEntry(account, new AccountRuntime());
        }

        if (known.Account.Credential != account.Credential)
        {
            known.Runtime.CountSuccess();
            known.Runtime.Cooldowns.Clear();
        }

        return new AccountEntry(account, known.Runtime);
    }

    private static Cooldown New(AccountEntry entry, string key, AccountState state, string reason, DateTimeOffset now, DateTimeOffset? until) => new()
    {
        AccountId = entry.Account.Id,
        Model = key.Length == 0 ? null : key,
        State = state,
        Reason = reason,
        Since = now,
        Until = until,
    };

    private Cooldown Ended(string accountId, string? model) => new()
    {
        AccountId = accountId,
        Model = model,
        State = AccountState.Ready,
        Reason = "cleared",
        Since = time.GetUtcNow(),
        Until = time.GetUtcNow(),
    };
}
