using System.Collections.Immutable;
using AntigravityTools.Core.Accounts.Strategies;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// The accounts and what they are fit for now. One writer section; readers see an immutable <see cref="PoolSnapshot"/>.
/// Knows no protocol and no provider.
/// </summary>
public sealed class AccountPool : IDisposable
{
    private const int MostBindings = 100_000;
    private static readonly IReadOnlySet<string> NothingTried = new HashSet<string>();

    private readonly Func<SchedulingConfig> _scheduling;
    private readonly TimeProvider _time;
    private readonly Lock _writer = new();
    private readonly SlotQueue _queue = new();
    private readonly Standings _standings;
    private readonly AccountPicker _picker;
    private readonly StrategySet _strategies = new();
    private volatile string? _pinned;

    /// <summary>A pool without accounts.</summary>
    /// <param name="scheduling">The section <c>scheduling</c>; may change between two calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For draws and jitter; null takes one of its own. Used inside the writer section only.</param>
    public AccountPool(Func<SchedulingConfig> scheduling, TimeProvider time, Random? random = null)
    {
        var chance = random ?? new Random();
        (_scheduling, _time) = (scheduling, time);
        _picker = new AccountPicker(new AffinityTable(time, MostBindings), chance);
        _standings = new Standings(time, chance, OnTime);
    }

    /// <summary>Raised after the set of accounts changed, with all of them.</summary>
    public event Action<IReadOnlyList<Account>>? AccountsChanged;

    /// <summary>Raised after an account's state changed, with its id.</summary>
    public event Action<string>? Changed;

    /// <summary>Raised with each cooldown that begins or, with the state ready, ends early.</summary>
    public event Action<Cooldown>? CooldownSet;

    /// <summary>The accounts now.</summary>
    public PoolSnapshot Snapshot => _standings.Snapshot;

    /// <summary>The account that everything goes to while it is healthy; null where none is pinned.</summary>
    public string? Pinned => _pinned;

    /// <summary>Whoever writes an account to storage holds this, from reading what is there to telling the pool.</summary>
    internal SemaphoreSlim StoreTurn { get; } = new(1, 1);

    /// <summary>The time on the pool's clock.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Accounts that could take a request now, whatever the model.</summary>
    public int UsableCount => Snapshot.Entries.Count(entry => AccountStatusReader.IsUsable(entry, model: null, Now));

    /// <summary>Takes over the accounts as stored; running state is kept for those that stay.</summary>
    public void SetAccounts(IReadOnlyList<Account> accounts)
    {
        Write(() => _standings.SetAccounts(accounts));
        AccountsChanged?.Invoke(accounts);
    }

    /// <summary>Pins an account, or with null none.</summary>
    public void Pin(string? accountId)
    {
        _pinned = accountId;
        Write(() => { });
        if (accountId is not null)
        {
            Changed?.Invoke(accountId);
        }
    }

    /// <summary>Restores a cooldown from storage, or sets one by hand.</summary>
    public void Report(Cooldown cooldown) => Write(() => _standings.Restore(cooldown));

    internal void Recall(string accountId, Action<UsageCounters> recall) =>
        Write(() => _standings.Find(accountId, entry => { recall(entry.Runtime.Usage); _standings.KeepLimits(entry); }));

    /// <summary>Applies what a check found, as if a request had found it.</summary>
    public void Apply(string accountId, Ruling ruling) => Write(() => _standings.Find(accountId, entry => _standings.Apply(entry, ruling)));

    /// <summary>Clears every cooldown and failure count of an account.</summary>
    public void Reset(string accountId) => Write(() => _standings.Find(accountId, entry => _standings.Clear(entry)));

    /// <summary>Takes over that a free check went well: it proves credential and connection, but tells nothing of quotas and limits.</summary>
    public void Confirm(string accountId) => Write(() => _standings.Find(accountId, _standings.Confirm));

    /// <summary>Takes back what failed connections did to accounts since an instant: it was the machine's network.</summary>
    public void Forgive(IReadOnlyCollection<string> accountIds, DateTimeOffset since) => Write(() =>
    {
        foreach (var id in accountIds)
        {
            _standings.Find(id, entry => _standings.Forgive(entry, since));
        }
    });

    /// <summary>Leases an account, or says why none; waits up to <c>max_wait_seconds</c> in order while all are only busy.</summary>
    public async ValueTask<LeaseResult> LeaseAsync(LeaseRequest request, IReadOnlySet<string> tried, CancellationToken cancellationToken)
    {
        var wait = _scheduling().MaxWait;
        SlotQueue.Waiter waiter;
        lock (_writer)
        {
            ServeFirst();
            var result = Take(request, tried, keepsBound: wait > TimeSpan.Zero);
            if (result.Lease is not null || wait <= TimeSpan.Zero || !(result.MayWaitForBound || result.Refusal is { Busy: true }))
            {
                return result;
            }

            waiter = _queue.Join(request, tried, result.MayWaitForBound);
        }

        try
        {
            return await waiter.Done.Task.WaitAsync(wait, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_writer)
            {
                if (_queue.Leave(waiter))
                {
                    return Take(request, tried, keepsBound: false);
                }
            }

            return await waiter.Done.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(waiter).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The account that a request without a conversation would get now; null where it would get none.</summary>
    public string? Preview(LeaseRequest request)
    {
        lock (_writer)
        {
            return _picker.Choose(PickFor(request, NothingTried, keepsBound: false), out _)?.Entry.Account.Id;
        }
    }

    /// <summary>An account's place in the order now: the lowest is tried first.</summary>
    public double ScoreOf(AccountEntry entry, string? model = null) => _strategies[_scheduling().Strategy].Score(entry, model, _time.GetUtcNow());

    /// <inheritdoc/>
    public void Dispose()
    {
        _standings.Dispose();
        StoreTurn.Dispose();
    }

    internal void Succeeded(in Choice choice, string? model)
    {
        // The common case takes no lock: nothing stands against the account.
        choice.Entry.Runtime.CountSuccess();
        if (!choice.Entry.Runtime.Cooldowns.IsEmpty)
        {
            Recovered(choice.Entry.Account.Id, model, choice.Probe);
        }
    }

    private void Recovered(string accountId, string? model, bool probe) =>
        Write(() => _standings.Find(accountId, entry => _standings.Succeeded(entry, model, probe)));

    internal void Failed(string accountId, string? model, Ruling ruling, bool probe) =>
        Write(() => _standings.Find(accountId, entry => _standings.Failed(entry, model, ruling, probe)));

    internal void Observed(AccountEntry entry, string? model, QuotaReading reading)
    {
        entry.Runtime.Observe(model, reading);
        if (_scheduling().ReservePercent is > 0 and var reserve)
        {
            Write(() => _standings.Find(entry.Account.Id, current => _standings.KeepReserve(current, model, reserve)));
        }
    }

    internal void Released(in Choice choice, string? model, bool untested)
    {
        var id = choice.Entry.Account.Id;
        choice.Entry.Runtime.FreeSlot();
        if (!untested && Snapshot.ById.TryGetValue(id, out var current) && current.Account is { MaxConcurrency: null, Limits.IsEmpty: true })
        {
            Changed?.Invoke(id);
            return;
        }

        Freed(id, model, untested);
    }

    private void Freed(string accountId, string? model, bool untested) =>
        Write(() => _standings.Find(accountId, entry => _standings.Released(entry, model, untested)));

    // Everything that changes what accounts are fit for goes through here: change, hand over what came free, then tell the world.
    private void Write(Action change)
    {
        ImmutableArray<string> changed;
        ImmutableArray<Cooldown> set;
        lock (_writer)
        {
            change();
            _standings.Advance();
            _queue.Serve(Offer);
            (changed, set) = _standings.TakeNews();
        }

        foreach (var cooldown in set)
        {
            CooldownSet?.Invoke(cooldown);
        }

        foreach (var id in changed)
        {
            Changed?.Invoke(id);
        }
    }

    private void OnTime() => Write(() => { });

    // What time has brought back goes to those who wait before it goes to who comes now.
    private void ServeFirst()
    {
        if (_queue.Count > 0)
        {
            _standings.Advance();
            _queue.Serve(Offer);
        }
    }

    private LeaseResult? Offer(SlotQueue.Waiter waiter)
    {
        var result = Take(waiter.Request, waiter.Tried, waiter.OnlyBound);
        return result.MayWaitForBound || result.Refusal is { Busy: true } ? null : result;
    }

    private LeaseResult Take(LeaseRequest request, IReadOnlySet<string> tried, bool keepsBound)
    {
        var pick = PickFor(request, tried, keepsBound);
        var report = new SelectionReport(pick.Set, pick.Snapshot, tried);
        if (_picker.Choose(pick, out var mayWait) is not { } choice)
        {
            return mayWait ? new LeaseResult { MayWaitForBound = true, PassedOver = [] } : Refused(report.Refusal(pick.Now));
        }

        var score = pick.Strategy.Score(choice.Entry, request.Model, pick.Now);
        var passed = report.PassedOver(choice.Entry);
        _standings.Taken(choice, request.Model);
        _picker.Bind(pick, choice.Entry, _scheduling().Sticky);
        return new LeaseResult { Lease = new AccountLease(this, choice, request.Model, score), PassedOver = passed };
    }

    private static LeaseResult Refused(LeaseRefusal refusal) => new() { Refusal = refusal, PassedOver = refusal.PassedOver };

    private Pick PickFor(LeaseRequest request, IReadOnlySet<string> tried, bool keepsBound)
    {
        var config = _scheduling();
        var strategy = _strategies[config.Strategy];
        _standings.Advance();
        _standings.DropReserve(config.ReservePercent);
        var now = _time.GetUtcNow();
        return new Pick
        {
            Set = _standings.SetFor(request.Candidates, request.Model, strategy.IsTiered, now),
            Snapshot = Snapshot,
            Request = request,
            Tried = tried,
            Strategy = strategy,
            Pinned = _pinned,
            Now = now,
            WaitsUntil = now + config.MaxWait,
            KeepsBound = keepsBound,
        };
    }

    // The client left while it waited: an account that was handed over meanwhile goes to the next in line.
    private async Task GiveBackAsync(SlotQueue.Waiter waiter)
    {
        lock (_writer)
        {
            if (_queue.Leave(waiter))
            {
                return;
            }
        }

        (await waiter.Done.Task.ConfigureAwait(false)).Lease?.Dispose();
    }
}
