using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.RollUps;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>One table of sums: a row for each span of time and value of each group.</summary>
/// <param name="name">The table.</param>
/// <param name="start">Its column with the start of the span.</param>
internal sealed class UsageTable(string name, string start)
{
    private const string Columns =
        "requests, errors, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost, ttft, duration";

    internal static UsageTable Hours => new("usage_hours", "hour");

    internal static UsageTable Days => new("usage_days", "day");

    /// <summary>Adds sums to what the table has.</summary>
    internal void Add(SqliteConnection connection, IReadOnlyDictionary<RollUpKey, UsageSums> added)
    {
        using var find = new RowStatement(connection, $"SELECT {start}, value, {Columns} FROM {name} WHERE dimension = ?1 AND {start} = ?2 AND value = ?3");
        using var save = new RowStatement(connection,
            $"INSERT OR REPLACE INTO {name} (dimension, {start}, value, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
        foreach (var (key, more) in added)
        {
            var sums = new UsageSums();
            sums.Add(more);
            find.Bind(NameOf(key.Group)).Bind(key.Hour.UtcTicks).Bind(key.Value);
            if (find.Next())
            {
                AddTo(sums, find);
            }

            find.Restart();
            save.Bind(NameOf(key.Group)).Bind(key.Hour.UtcTicks).Bind(key.Value).Bind(sums.Requests).Bind(sums.Errors)
                .Bind(sums.InputTokens).Bind(sums.OutputTokens).Bind(sums.CacheReadTokens).Bind(sums.CacheWriteTokens).Bind(sums.ReasoningTokens)
                .Bind(Money.BillionthsOf(sums.CostUsd)).BindBlob(sums.TimeToFirstToken.ToBytes()).BindBlob(sums.Duration.ToBytes()).TryRun();
        }
    }

    /// <summary>Adds every row of a group that starts within a span to the sums that <paramref name="target"/> names for it.</summary>
    internal void Read(SqliteConnection connection, UsageGroup? group, long from, long to, Func<DateTimeOffset, string, UsageSums> target)
    {
        using var row = new RowStatement(connection, $"SELECT {start}, value, {Columns} FROM {name} WHERE dimension = ?1 AND {start} >= ?2 AND {start} < ?3");
        row.Bind(NameOf(group)).Bind(from).Bind(to);
        while (row.Next())
        {
            AddTo(target(new DateTimeOffset(row.Long(0), TimeSpan.Zero), row.Text(1)), row);
        }
    }

    /// <summary>True where no request at all started within a span.</summary>
    internal bool IsEmpty(SqliteConnection connection, long from, long to) => connection.Scalar(
        $"SELECT 1 FROM {name} WHERE dimension = $dimension AND {start} >= $from AND {start} < $to", ("$dimension", NameOf(null)), ("$from", from), ("$to", to)) is null;

    private static void AddTo(UsageSums sums, RowStatement row)
    {
        sums.Requests += row.Long(2);
        sums.Errors += row.Long(3);
        sums.InputTokens += row.Long(4);
        sums.OutputTokens += row.Long(5);
        sums.CacheReadTokens += row.Long(6);
        sums.CacheWriteTokens += row.Long(7);
        sums.ReasoningTokens += row.Long(8);
        sums.AddCost(Money.DollarsOf(row.IsNull(9) ? null : row.Long(9)));
        sums.TimeToFirstToken.Add(row.Blob(10));
        sums.Duration.Add(row.Blob(11));
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
