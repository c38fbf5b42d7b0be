using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.RollUps;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The hourly sums.</summary>
internal static class UsageHours
{
    private const string Columns =
        "requests, errors, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost, ttft, duration";

    internal static void Add(SqliteConnection connection, Dictionary<RollUpKey, UsageSums> added)
    {
        const string Save =
            $"""
            INSERT OR REPLACE INTO usage_hours (dimension, hour, value, {Columns})
            VALUES ($dimension, $hour, $value, $requests, $errors, $input, $output, $read, $write, $reasoning, $cost, $ttft, $duration)
            """;
        foreach (var (key, sums) in added)
        {
            var name = NameOf(key.Group);
            using (var known = connection.Command(
                $"SELECT hour, value, {Columns} FROM usage_hours WHERE dimension = $dimension AND hour = $hour AND value = $value",
                ("$dimension", name), ("$hour", key.Hour.UtcTicks), ("$value", key.Value)))
            using (var row = known.ExecuteReader())
            {
                if (row.Read())
                {
                    AddTo(sums, row);
                }
            }

            connection.Execute(
                Save, ("$dimension", name), ("$hour", key.Hour.UtcTicks), ("$value", key.Value), ("$requests", sums.Requests), ("$errors", sums.Errors),
                ("$input", sums.InputTokens), ("$output", sums.OutputTokens), ("$read", sums.CacheReadTokens), ("$write", sums.CacheWriteTokens),
                ("$reasoning", sums.ReasoningTokens), ("$cost", RequestWriter.CostOf(sums.CostUsd)),
                ("$ttft", sums.TimeToFirstToken.ToBytes()), ("$duration", sums.Duration.ToBytes()));
        }
    }

    /// <summary>Adds every hour that has a part in the span to the sums that <paramref name="target"/> names for it.</summary>
    internal static void Read(
        SqliteConnection connection, UsageGroup? group, DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, string, UsageSums> target)
    {
        using var command = connection.Command(
            $"SELECT hour, value, {Columns} FROM usage_hours WHERE dimension = $dimension AND hour >= $from AND hour < $to",
            ("$dimension", NameOf(group)), ("$from", RollUp.StartOf(UsageSpan.Hour, from).UtcTicks), ("$to", to.UtcTicks));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            AddTo(target(row.Instant(0), row.GetString(1)), row);
        }
    }

    private static void AddTo(UsageSums sums, SqliteDataReader row)
    {
        sums.Requests += row.GetInt64(2);
        sums.Errors += row.GetInt64(3);
        sums.InputTokens += row.GetInt64(4);
        sums.OutputTokens += row.GetInt64(5);
        sums.CacheReadTokens += row.GetInt64(6);
        sums.CacheWriteTokens += row.GetInt64(7);
        sums.ReasoningTokens += row.GetInt64(8);
        sums.AddCost(RequestWriter.DollarsOf(row.Long(9)));
        sums.TimeToFirstToken.Add(row.GetFieldValue<byte[]>(10));
        sums.Duration.Add(row.GetFieldValue<byte[]>(11));
    }

    private static string NameOf(UsageGroup? group) => group switch
    {
        null => "all",
        UsageGroup.Model => "model",
        UsageGroup.Account => "account",
        UsageGroup.Key => "key",
        UsageGroup.Protocol => "protocol",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Not a group."),
    };
}
