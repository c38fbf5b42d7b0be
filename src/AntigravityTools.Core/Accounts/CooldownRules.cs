using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>How long an account stays away after a ruling: the hint in full, else the ladder. Pure functions.</summary>
internal static class CooldownRules
{
    /// <summary>Failures in a row that open the circuit.</summary>
    public const int FailuresThatOpen = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan[] CircuitLadder =
        [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(300)];

    /// <summary>The cooldown that a ruling sets; null where the one that stands says more.</summary>
    /// <param name="before">What stands for the same key; null where nothing does.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="model">The upstream model; null for the whole account.</param>
    /// <param name="ruling">The ruling; it has a state.</param>
    /// <param name="probe">True where the request was the test of what stands.</param>
    /// <param name="now">The time now.</param>
    /// <param name="random">For the jitter.</param>
    public static CooldownStreak? After(CooldownStreak? before, string accountId, string? model, Ruling ruling, bool probe, DateTimeOffset now, Random random)
    {
        var state = ruling.State!.Value;
        var holds = before is not null && before.Holds(now);
        var times = TimesOf(before, state, holds && !probe, now);
        var until = now + (ruling.Hint ?? Rung(ruling, times, random));
        if (before is not null && holds && !before.Reserve)
        {
            // Requests that were on their way when it was set tell nothing new; a longer statement stands in full.
            var standsLonger = !before.EndsByProbe && (before.Cooldown.Until is not { } end || end >= until);
            if (standsLonger && !probe)
            {
                return null;
            }

            if (standsLonger && ruling.Hint is null && before.Cooldown.State == state && before.ProbeAt is not null)
            {
                return before.Probed(now) with { Times = times };
            }
        }

        return new CooldownStreak(New(accountId, model, state, ruling.Reason, now, until), times);
    }

    /// <summary>An open circuit; each time in a row it stays open longer.</summary>
    public static CooldownStreak Circuit(CooldownStreak? before, string accountId, string reason, DateTimeOffset now)
    {
        var times = before is { EndsByProbe: true } ? before.Times + 1 : 1;
        return new CooldownStreak(
            New(accountId, null, AccountState.CircuitOpen, reason, now, now + CircuitLadder[Math.Min(times, CircuitLadder.Length) - 1]), times);
    }

    /// <summary>A cooldown with its members.</summary>
    public static Cooldown New(string accountId, string? model, AccountState state, string reason, DateTimeOffset now, DateTimeOffset? until) => new()
    {
        AccountId = accountId,
        Model = string.IsNullOrEmpty(model) ? null : model,
        State = state,
        Reason = reason,
        Since = now,
        Until = until,
    };

    private static int TimesOf(CooldownStreak? before, AccountState state, bool isEcho, DateTimeOffset now) =>
        before is null || before.Cooldown.State != state || now - before.Cooldown.Until > Forgotten ? 1
        : isEcho ? before.Times
        : before.Times + 1;

    private static TimeSpan? Rung(Ruling ruling, int times, Random random)
    {
        if (ruling.Ladder.Count == 0)
        {
            return null;
        }

        var rung = ruling.Ladder[Math.Min(times, ruling.Ladder.Count) - 1];
        var wait = ruling.Jitter ? rung * random.NextDouble() : rung;
        return wait < Shortest ? Shortest : wait;
    }
}
