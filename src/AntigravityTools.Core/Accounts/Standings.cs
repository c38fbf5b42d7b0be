using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// What every account is fit for: cooldowns, circuits, slots, and the ready index that follows them. Guarded by the pool's writer section;
/// nothing here calls out of it.
/// </summary>
internal sealed class Standings : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ITimer _timer;
    private readonly Reentry _reentry = new();
    private readonly List<string> _changed = [];
    private readonly List<Cooldown> _set = [];
    private ReadyIndex _index = new(PoolSnapshot.Empty);
    private volatile PoolSnapshot _snapshot = PoolSnapshot.Empty;
    private DateTimeOffset? _timerAt;
    private double _reserve;

    /// <summary>Calls back, outside the writer section, when time has changed something.</summary>
    public Standings(TimeProvider time, Random random, Action onTime)
    {
        (_time, _random) = (time, random);
        _timer = time.CreateTimer(static state => ((Action)state!)(), onTime, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public PoolSnapshot Snapshot => _snapshot;

    public ReadySet SetFor(ImmutableArray<string> candidates, string? model, bool tiered, DateTimeOffset now) =>
        _index.SetFor(candidates, model, tiered, now);

    public void Dispose() => _timer.Dispose();

    public void SetAccounts(IReadOnlyList<Account> accounts)
    {
        var before = _snapshot;
        var now = _time.GetUtcNow();
        _snapshot = new PoolSnapshot([.. accounts.Select(account => Carry(account, before))]);
        _index = new ReadyIndex(_snapshot);
        _reentry.Clear();
        foreach (var entry in _snapshot.Entries)
        {
            _reentry.Plan(entry, now);
        }
    }

    /// <summary>Does something with an account, as it is in the snapshot of now; nothing where it is gone.</summary>
    public void Find(string accountId, Action<AccountEntry> act)
    {
        if (_snapshot.ById.TryGetValue(accountId, out var entry))
        {
            act(entry);
        }
    }

    /// <summary>Brings back every account whose time has come, and sets the timer for the next.</summary>
    public void Advance()
    {
        var now = _time.GetUtcNow();
        while (_reentry.TakeDue(now) is { } entry)
        {
            Refresh(entry, now);
            _changed.Add(entry.Account.Id);
        }

        if (_reentry.Next is { } next && (_timerAt is null || next < _timerAt || _timerAt <= now))
        {
            _timerAt = next;
            _timer.Change(next - now < LongestTimer ? next - now : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Hands out what happened since the last call.</summary>
    public (ImmutableArray<string> Changed, ImmutableArray<Cooldown> Set) TakeNews()
    {
        (ImmutableArray<string>, ImmutableArray<Cooldown>) news =
            (_changed.Count == 0 ? [] : [.. _changed.Distinct()], _set.Count == 0 ? [] : [.. _set]);
        _changed.Clear();
        _set.Clear();
        return news;
    }

    public void Restore(Cooldown cooldown) => Find(cooldown.AccountId, entry => Set(entry, new CooldownStreak(cooldown, Times: 1)));

    /// <summary>Takes the slot of a choice, and the turn of a probe.</summary>
    public void Taken(in Choice choice, string? model)
    {
        var entry = choice.Entry;
        entry.Runtime.TryTakeSlot(entry.Account.MaxConcurrency);
        entry.Runtime.Usage.Count(_time.GetUtcNow(), requests: 1, tokens: 0);
        KeepLimits(entry);
        if (choice.Probe)
        {
            var now = _time.GetUtcNow();
            entry.Runtime.Rewrite(model, streak => streak.ProbeIsDue(now) ? streak.Probed(now) : streak);
        }

        if (choice.Probe || entry.Account.MaxConcurrency is not null)
        {
            Refresh(entry, _time.GetUtcNow());
        }
    }

    /// <summary>A slot came free. A probe that told nothing (the client left) leaves its turn to the next request.</summary>
    public void Released(AccountEntry entry, string? model, bool untested)
    {
        var now = _time.GetUtcNow();
        if (untested)
        {
            entry.Runtime.Rewrite(model, streak => streak.ProbeAt > now ? streak with { ProbeAt = now } : streak);
        }

        KeepLimits(entry);
        Refresh(entry, now);
        _changed.Add(entry.Account.Id);
    }

    /// <summary>An answer closes the circuit and forgets what has ended; a limit that still holds goes only where this was its test.</summary>
    public void Succeeded(AccountEntry entry, string? model, bool probe)
    {
        var now = _time.GetUtcNow();
        Remove(entry, model, streak => probe || streak.EndsByProbe || !streak.Holds(now));
    }

    public void Confirm(AccountEntry entry)
    {
        entry.Runtime.CountSuccess();
        Remove(entry, model: null, streak => streak.Cooldown.State is not (AccountState.CoolingDown or AccountState.OutOfQuota));
    }

    public void Clear(AccountEntry entry)
    {
        entry.Runtime.CountSuccess();
        entry.Runtime.Cooldowns.Clear();
        _set.Add(CooldownRules.New(entry.Account.Id, null, AccountState.Ready, "cleared", _time.GetUtcNow(), _time.GetUtcNow()));
        Refresh(entry, _time.GetUtcNow());
        _changed.Add(entry.Account.Id);
    }

    public void Failed(AccountEntry entry, string? model, Ruling ruling, bool probe)
    {
        var now = _time.GetUtcNow();
        if (ruling.State is not null)
        {
            var key = ruling.WholeAccount || model is null ? AccountRuntime.WholeAccount : model;
            var before = entry.Runtime.Cooldowns.GetValueOrDefault(key);
            if (CooldownRules.After(before, entry.Account.Id, key, ruling, probe, now, _random) is { } streak)
            {
                Set(entry, streak);
            }
        }
        else if (ruling.CountsForCircuit)
        {
            var failures = entry.Runtime.CountFailure();
            var isOpen = entry.Runtime.Cooldowns.TryGetValue(AccountRuntime.WholeAccount, out var whole) && whole.EndsByProbe;
            if (isOpen ? probe : failures >= CooldownRules.FailuresThatOpen && whole?.Holds(now) != true)
            {
                OpenCircuit(entry, ruling.Reason);
            }
        }
    }

    /// <summary>What a check found: a failure without a state of its own says that the account can not be reached.</summary>
    public void Apply(AccountEntry entry, Ruling ruling)
    {
        if (ruling.State is null)
        {
            OpenCircuit(entry, ruling.Reason);
        }
        else
        {
            Failed(entry, model: null, ruling, probe: false);
        }
    }

    private void OpenCircuit(AccountEntry entry, string reason) => Set(
        entry, CooldownRules.Circuit(entry.Runtime.Cooldowns.GetValueOrDefault(AccountRuntime.WholeAccount), entry.Account.Id, reason, _time.GetUtcNow()));

    public void Forgive(AccountEntry entry, DateTimeOffset since)
    {
        entry.Runtime.CountSuccess();
        Remove(entry, model: null, streak => streak.EndsByProbe && streak.Cooldown.Since >= since);
    }

    /// <summary>Keeps a model of an account free below the user's reserve.</summary>
    public void KeepReserve(AccountEntry entry, string? model, double percent)
    {
        var now = _time.GetUtcNow();
        _reserve = percent;
        var standing = entry.Runtime.Cooldowns.GetValueOrDefault(model ?? AccountRuntime.WholeAccount);
        if (standing is { Reserve: false } && standing.Holds(now))
        {
            return;
        }

        if (ReserveRule.For(entry, model, percent, now) is { } streak)
        {
            Set(entry, streak);
        }
        else if (standing is { Reserve: true })
        {
            Remove(entry, model, kept => kept.Reserve);
        }
    }

    /// <summary>Takes back every reserve where the user lowered it; the next answers set it anew.</summary>
    public void DropReserve(double percent)
    {
        if (percent >= _reserve)
        {
            return;
        }

        _reserve = percent;
        foreach (var entry in _snapshot.Entries)
        {
            foreach (var (key, _) in entry.Runtime.Cooldowns)
            {
                Remove(entry, key, streak => streak.Reserve);
            }
        }
    }

    /// <summary>Looks whether what the account was used for reaches a limit that the user states.</summary>
    public void KeepLimits(AccountEntry entry)
    {
        if (StatedLimitRule.For(entry, _time.GetUtcNow()) is { } streak)
        {
            Set(entry, streak);
        }
    }

    private void Set(AccountEntry entry, CooldownStreak streak)
    {
        entry.Runtime.Cooldowns[streak.Key] = streak;
        Refresh(entry, _time.GetUtcNow());
        _changed.Add(entry.Account.Id);
        if (streak.IsStored)
        {
            _set.Add(streak.Cooldown);
        }
    }

    // Of the account's own cooldown and the model's, drops those that the test names.
    private void Remove(AccountEntry entry, string? model, Predicate<CooldownStreak> drop)
    {
        var now = _time.GetUtcNow();
        var any = false;
        foreach (var key in AccountRuntime.KeysOf(model))
        {
            if (entry.Runtime.Cooldowns.TryGetValue(key, out var streak) && drop(streak) && entry.Runtime.Cooldowns.TryRemove(key, out _))
            {
                any = true;
                if (streak.Holds(now) && streak.IsStored)
                {
                    _set.Add(streak.Cooldown with { Until = now });
                }
            }
        }

        if (any)
        {
            Refresh(entry, now);
            _changed.Add(entry.Account.Id);
        }
    }

    private void Refresh(AccountEntry entry, DateTimeOffset now)
    {
        ReadyIndex.Refresh(entry, now);
        _reentry.Plan(entry, now);
    }

    private AccountEntry Carry(Account account, PoolSnapshot before)
    {
        if (!before.ById.TryGetValue(account.Id, out var known))
        {
            return new AccountEntry(account, new AccountRuntime());
        }

        var entry = new AccountEntry(account, known.Runtime);
        StatedLimitRule.Renew(entry, _time.GetUtcNow());
        if (FreshStart.IsDue(known.Account.Credential, account.Credential))
        {
            Clear(entry);
        }

        return entry;
    }
}
