using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>The limits that a user states for an account, measured by the gateway's own counters.</summary>
internal static class OwnQuota
{
    /// <summary>One reading per stated limit.</summary>
    public static IEnumerable<QuotaReading> Of(Account account, UsageCounters counters, DateTimeOffset now)
    {
        if (account.Limits.IsEmpty)
        {
            yield break;
        }

        var (minute, day) = counters.Read(now);
        foreach (var (name, limit) in account.Limits)
        {
            var isDaily = name.EndsWith("_per_day", StringComparison.Ordinal);
            var (requests, tokens) = isDaily ? day : minute;
            var unit = isDaily ? TimeSpan.TicksPerDay : TimeSpan.TicksPerMinute;
            yield return new QuotaReading
            {
                Name = name,
                Limit = limit,
                Remaining = Math.Max(0, limit - (name.StartsWith("tokens", StringComparison.Ordinal) ? tokens : requests)),
                ResetsAt = new DateTimeOffset(((now.UtcTicks / unit) + 1) * unit, TimeSpan.Zero),
                Source = "stated by you, counted by the gateway",
                ObservedAt = now,
            };
        }
    }
}
