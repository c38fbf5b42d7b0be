using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>
/// How requests become hourly sums. Each request counts once for the hour and once in each <see cref="UsageGroup"/>: sums per group
/// stay few however many accounts, models and keys are combined.
/// </summary>
public static class RollUp
{
    /// <summary>Adds one request to the sums that it belongs to.</summary>
    public static void Add(Dictionary<RollUpKey, UsageSums> sums, RequestRecord request)
    {
        var hour = StartOf(UsageSpan.Hour, request.StartedAt);
        Add(new RollUpKey(null, hour, ""));
        Add(new RollUpKey(UsageGroup.Model, hour, request.ResolvedModel ?? ""));
        Add(new RollUpKey(UsageGroup.Account, hour, request.Account ?? request.AccountId ?? ""));
        Add(new RollUpKey(UsageGroup.Key, hour, request.Key ?? ""));
        Add(new RollUpKey(UsageGroup.Protocol, hour, request.Protocol?.ToName() ?? ""));

        void Add(RollUpKey key)
        {
            if (!sums.TryGetValue(key, out var sum))
            {
                sums[key] = sum = new UsageSums();
            }

            sum.Add(request);
        }
    }

    /// <summary>Hourly sums gathered by day, UTC.</summary>
    public static Dictionary<RollUpKey, UsageSums> ByDay(IReadOnlyDictionary<RollUpKey, UsageSums> hours)
    {
        var days = new Dictionary<RollUpKey, UsageSums>();
        foreach (var (hour, sums) in hours)
        {
            var key = hour with { Hour = StartOf(UsageSpan.Day, hour.Hour) };
            if (!days.TryGetValue(key, out var sum))
            {
                days[key] = sum = new UsageSums();
            }

            sum.Add(sums);
        }

        return days;
    }

    /// <summary>Adds one request to the totals of its account.</summary>
    public static void Add(Dictionary<string, AccountTotals> totals, RequestRecord request)
    {
        if (request.AccountId is { } id)
        {
            var known = totals.GetValueOrDefault(id, AccountTotals.None);
            totals[id] = new AccountTotals
            {
                Requests = known.Requests + 1,
                Errors = known.Errors + (request.IsError ? 1 : 0),
                InputTokens = known.InputTokens + (request.Usage.Input ?? 0),
                OutputTokens = known.OutputTokens + (request.Usage.Output ?? 0),
                LastUsedAt = known.LastUsedAt > request.StartedAt ? known.LastUsedAt : request.StartedAt,
            };
        }
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
