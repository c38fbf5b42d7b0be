using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// The limits that the user states for an account (<see cref="Account.Limits"/>): once the gateway's own counters reach one, the account is
/// passed over until the running minute or UTC day ends.
/// </summary>
internal static class StatedLimitRule
{
    /// <summary>The cooldown of the limit that keeps longest; null where none is reached.</summary>
    public static CooldownStreak? For(AccountEntry entry, DateTimeOffset now)
    {
        if (entry.Account.Limits.IsEmpty)
        {
            return null;
        }

        var (minute, day) = entry.Runtime.Usage.Read(now);
        CooldownStreak? longest = null;
        foreach (var (name, limit) in entry.Account.Limits)
        {
            var isDaily = name.EndsWith("_per_day", StringComparison.Ordinal);
            var (requests, tokens) = isDaily ? day : minute;
            if ((name.StartsWith("tokens", StringComparison.Ordinal) ? tokens : requests) >= limit)
            {
                var streak = Until(entry, name, limit, isDaily, now);
                longest = longest is null || longest.Back < streak.Back ? streak : longest;
            }
        }

        return longest;
    }

    /// <summary>Looks at the limits anew, for the user may have changed them.</summary>
    public static void Renew(AccountEntry entry, DateTimeOffset now)
    {
        entry.Runtime.Cooldowns.TryRemove(AccountRuntime.StatedLimits, out _);
        if (For(entry, now) is { } streak)
        {
            entry.Runtime.Cooldowns[streak.Key] = streak;
        }
    }

    private static CooldownStreak Until(AccountEntry entry, string name, double limit, bool isDaily, DateTimeOffset now)
    {
        var unit = isDaily ? TimeSpan.TicksPerDay : TimeSpan.TicksPerMinute;
        var end = new DateTimeOffset(((now.UtcTicks / unit) + 1) * unit, TimeSpan.Zero);
        var reason = FormattableString.Invariant($"Your own limit of {limit:0.##} {name.Replace('_', ' ')} is reached; the provider was not asked.");
        var state = isDaily ? AccountState.OutOfQuota : AccountState.CoolingDown;
        return new CooldownStreak(CooldownRules.New(entry.Account.Id, null, state, reason, now, end), 1) { Stated = true, ProbeAt = null };
    }
}
