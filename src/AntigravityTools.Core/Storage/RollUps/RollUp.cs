using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>Hourly and daily sums. They are kept per group: so they stay few however many accounts, models and keys are combined.</summary>
public static class RollUp
{
    /// <summary>Adds sums to those under a key.</summary>
    public static void Add(Dictionary<RollUpKey, UsageSums> sums, RollUpKey key, UsageSums more)
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums[key] = sum = new UsageSums();
        }

        sum.Add(more);
    }

    /// <summary>Hourly sums gathered by day, UTC.</summary>
    public static Dictionary<RollUpKey, UsageSums> ByDay(IReadOnlyDictionary<RollUpKey, UsageSums> hours)
    {
        var days = new Dictionary<RollUpKey, UsageSums>();
        foreach (var (hour, sums) in hours)
        {
            Add(days, hour with { Hour = StartOf(UsageSpan.Day, hour.Hour) }, sums);
        }

        return days;
    }

    /// <summary>The start of the bucket that an instant falls into, UTC; weeks begin on Monday.</summary>
    public static DateTimeOffset StartOf(UsageSpan span, DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        var day = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        return span switch
        {
            UsageSpan.Hour => day.AddHours(utc.Hour),
            UsageSpan.Day => day,
            UsageSpan.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => throw new ArgumentOutOfRangeException(nameof(span), span, "Not a span."),
        };
    }
}
