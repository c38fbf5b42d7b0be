using System.Collections.Concurrent;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What changes often about an account: requests in flight, cooldowns, failures in a row, quota readings.</summary>
public sealed class AccountRuntime
{
    /// <summary>The key of the account's own cooldown among those of its models.</summary>
    internal const string WholeAccount = "";

    /// <summary>The key of the cooldown that the user's own limits set.</summary>
    internal const string StatedLimits = "\0limits";

    private const int MostReadings = 256;

    private int _inFlight;
    private int _failuresInRow;
    private bool _quotaChanged;

    /// <summary>Requests running on it now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Failures since the last success.</summary>
    internal int FailuresInRow => Volatile.Read(ref _failuresInRow);

    /// <summary>Cooldowns by upstream model; <see cref="WholeAccount"/> for the account itself. Written in the pool's writer section only.</summary>
    internal ConcurrentDictionary<string, CooldownStreak> Cooldowns { get; } = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);

    /// <summary>The last reading of each quota, by model and name.</summary>
    internal ConcurrentDictionary<(string? Model, string Name), QuotaReading> Quota { get; } = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>What the gateway itself sent to it.</summary>
    public UsageCounters Usage { get; } = new();

    /// <summary>True where readings came since they were last stored.</summary>
    internal bool QuotaChanged { get => Volatile.Read(ref _quotaChanged); set => Volatile.Write(ref _quotaChanged, value); }

    /// <summary>What is left for each upstream model.</summary>
    internal ConcurrentDictionary<string, ModelHeadroom> Headroom { get; } = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);

    internal bool TryTakeSlot(int? limit)
    {
        if (limit is not { } most)
        {
            Interlocked.Increment(ref _inFlight);
            return true;
        }

        for (var seen = InFlight; seen < most; seen = InFlight)
        {
            if (Interlocked.CompareExchange(ref _inFlight, seen + 1, seen) == seen)
            {
                return true;
            }
        }

        return false;
    }

    internal void FreeSlot() => Interlocked.Decrement(ref _inFlight);

    internal int CountFailure() => Interlocked.Increment(ref _failuresInRow);

    internal void CountSuccess() => Volatile.Write(ref _failuresInRow, 0);

    /// <summary>Keeps a reading, for display and for the headroom of the model whose answer told it.</summary>
    internal void Observe(string? model, QuotaReading reading)
    {
        if (Quota.Count < MostReadings || Quota.ContainsKey((reading.Model, reading.Name)))
        {
            Quota[(reading.Model, reading.Name)] = reading;
            QuotaChanged = true;
        }

        Headroom.GetOrAdd(model ?? WholeAccount, static _ => new ModelHeadroom()).Note(reading);
    }

    /// <summary>The share of the tightest limit that is left for a model, with its reset; null where unknown.</summary>
    internal (double Fraction, DateTimeOffset? ResetsAt)? LeftFor(string? model, DateTimeOffset now) =>
        Headroom.TryGetValue(model ?? WholeAccount, out var headroom) ? headroom.Tightest(now) : null;

    /// <summary>The cooldown that keeps a model from being used now, the account's own first, and whether it may be tested.</summary>
    internal Cooldown? BlockOf(string? model, DateTimeOffset now, out bool probeDue)
    {
        probeDue = false;
        if (Cooldowns.IsEmpty)
        {
            return null;
        }

        var whole = HoldingAll(now);
        var own = model is { Length: > 0 } ? Holding(model, now) : null;
        if ((whole ?? own) is not { } cause)
        {
            return null;
        }

        probeDue = (whole?.ProbeIsDue(now) ?? true) && (own?.ProbeIsDue(now) ?? true);
        return cause.Cooldown;
    }

    /// <summary>The next instant at which time alone changes what the account is fit for; null where none does.</summary>
    internal DateTimeOffset? NextChange(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var (_, streak) in Cooldowns)
        {
            if (streak.NextChange(now) is { } at && (next is null || at < next))
            {
                next = at;
            }
        }

        return next;
    }

    /// <summary>When the account is back for a model; null where only a person can bring it back, or where nothing blocks it.</summary>
    internal DateTimeOffset? BackFor(string? model, DateTimeOffset now)
    {
        var whole = HoldingAll(now);
        var own = model is { Length: > 0 } ? Holding(model, now) : null;
        return (whole, own) switch
        {
            (null, _) => own?.Back,
            (_, null) => whole.Back,
            _ => whole.Back is { } one && own.Back is { } other ? (one > other ? one : other) : null,
        };
    }

    /// <summary>The keys under which a model's cooldowns are kept: the account's own, then the model's.</summary>
    internal static string[] KeysOf(string? model) => string.IsNullOrEmpty(model) ? [WholeAccount] : [WholeAccount, model];

    /// <summary>Changes the cooldowns that keep a model away.</summary>
    internal void Rewrite(string? model, Func<CooldownStreak, CooldownStreak> change)
    {
        foreach (var key in KeysOf(model))
        {
            if (Cooldowns.TryGetValue(key, out var streak))
            {
                Cooldowns[key] = change(streak);
            }
        }
    }

    // What keeps the account away whatever the model: the provider or the user, whoever keeps it longer.
    private CooldownStreak? HoldingAll(DateTimeOffset now) => (Holding(WholeAccount, now), Holding(StatedLimits, now)) switch
    {
        (null, var stated) => stated,
        (var told, null) => told,
        var (told, stated) => told.Back is { } back && back < stated.Back ? stated : told,
    };

    private CooldownStreak? Holding(string key, DateTimeOffset now) =>
        Cooldowns.TryGetValue(key, out var streak) && streak.Holds(now) ? streak : null;
}
