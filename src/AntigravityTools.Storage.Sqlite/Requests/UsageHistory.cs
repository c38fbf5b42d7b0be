using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.RollUps;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The sums by time: hours, and the same by day (UTC), which wide spans read in their place.</summary>
internal static class UsageHistory
{
    /// <summary>Adds hourly sums to both tables.</summary>
    internal static void Add(SqliteConnection connection, IReadOnlyDictionary<RollUpKey, UsageSums> hours)
    {
        UsageTable.Hours.Add(connection, hours);
        UsageTable.Days.Add(connection, RollUp.ByDay(hours));
    }

    /// <summary>
    /// Adds all sums within whole hours of a span to those that <paramref name="target"/> names for their time and group. Days that lie
    /// within the span as a whole come as one, unless <paramref name="byHour"/> asks for each hour.
    /// </summary>
    internal static void Read(
        SqliteConnection connection, UsageGroup? group, DateTimeOffset from, DateTimeOffset to, bool byHour, Func<DateTimeOffset, string, UsageSums> target)
    {
        var (first, last) = (RollUp.StartOf(UsageSpan.Hour, from).UtcTicks, to.UtcTicks);
        var firstDay = (first + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay;

        // A day is whole where its last hour has begun before the end, or where nothing has come after it yet, as today.
        var endOfDays = (last + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay;
        endOfDays += UsageTable.Hours.IsEmpty(connection, last, endOfDays + TimeSpan.TicksPerDay) ? TimeSpan.TicksPerDay : 0;
        if (byHour || firstDay >= endOfDays)
        {
            UsageTable.Hours.Read(connection, group, first, last, target);
            return;
        }

        UsageTable.Hours.Read(connection, group, first, firstDay, target);
        UsageTable.Days.Read(connection, group, firstDay, endOfDays, target);
        UsageTable.Hours.Read(connection, group, endOfDays, last, target);
    }

    /// <summary>Makes the daily sums of a database that has hourly ones alone.</summary>
    internal static void FillDays(SqliteConnection connection)
    {
        foreach (var group in Enum.GetValues<UsageGroup>().Cast<UsageGroup?>().Append(null))
        {
            var day = new Dictionary<RollUpKey, UsageSums>();
            UsageTable.Hours.Read(connection, group, 0, long.MaxValue, (hour, value) =>
            {
                var key = new RollUpKey(group, RollUp.StartOf(UsageSpan.Day, hour), value);
                if (day.Count > 0 && day.First().Key.Hour != key.Hour)
                {
                    UsageTable.Days.Add(connection, day);
                    day.Clear();
                }

                return day.TryGetValue(key, out var sums) ? sums : day[key] = new UsageSums();
            });
            UsageTable.Days.Add(connection, day);
        }
    }
}
