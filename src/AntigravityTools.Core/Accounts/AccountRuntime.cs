using System.Collections.Concurrent;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What changes often about an account: requests in flight, cooldowns, failures in a row, quota readings.</summary>
public sealed class AccountRuntime
{
    /// <summary>The key of the account's own cooldown among those of its models.</summary>
    internal const string WholeAccount = "";

    private int _inFlight;
    private int _failuresInRow;

    /// <summary>Requests running on it now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Failures since the last success.</summary>
    internal int FailuresInRow => Volatile.Read(ref _failuresInRow);

    /// <summary>Cooldowns by upstream model; <see cref="WholeAccount"/> for the account itself.</summary>
    internal ConcurrentDictionary<string, CooldownStreak> Cooldowns { get; } = new(StringComparer.Ordinal);

    /// <summary>The last reading of each quota, by name.</summary>
    internal ConcurrentDictionary<string, QuotaReading> Quota { get; } = new(StringComparer.Ordinal);

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

    /// <summary>Drops a cooldown that has run out, and with it the rung of its ladder. One that still holds stays: its hint counts in full.</summary>
    internal void ForgetEnded(string? key, DateTimeOffset now)
    {
        if (key is not null && Cooldowns.TryGetValue(key, out var streak) && !streak.Holds(now))
        {
            Cooldowns.TryRemove(KeyValuePair.Create(key, streak));
        }
    }

    /// <summary>The cooldown that keeps a model from being used now, the account's own first; null where nothing does.</summary>
    internal Cooldown? BlockOf(string? model, DateTimeOffset now)
    {
        if (Cooldowns.IsEmpty)
        {
            return null;
        }

        if (Cooldowns.TryGetValue(WholeAccount, out var whole) && whole.Holds(now))
        {
            return whole.Cooldown;
        }

        return model is not null && Cooldowns.TryGetValue(model, out var own) && own.Holds(now) ? own.Cooldown : null;
    }
}
