using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The totals of accounts over all time.</summary>
internal static class UsageTotals
{
    internal static void Add(SqliteConnection connection, Dictionary<string, AccountTotals> totals)
    {
        const string Sql =
            """
            INSERT INTO account_totals (account_id, requests, errors, input_tokens, output_tokens, last_used_at)
            VALUES ($id, $requests, $errors, $input, $output, $last)
            ON CONFLICT (account_id) DO UPDATE SET
              requests = requests + excluded.requests,
              errors = errors + excluded.errors,
              input_tokens = input_tokens + excluded.input_tokens,
              output_tokens = output_tokens + excluded.output_tokens,
              last_used_at = max(last_used_at, excluded.last_used_at)
            """;
        foreach (var (id, added) in totals)
        {
            connection.Execute(
                Sql, ("$id", id), ("$requests", added.Requests), ("$errors", added.Errors), ("$input", added.InputTokens),
                ("$output", added.OutputTokens), ("$last", added.LastUsedAt?.UtcTicks ?? 0));
        }
    }

    internal static IReadOnlyDictionary<string, AccountTotals> Read(SqliteConnection connection)
    {
        var totals = new Dictionary<string, AccountTotals>(StringComparer.Ordinal);
        using var command = connection.Command("SELECT account_id, requests, errors, input_tokens, output_tokens, last_used_at FROM account_totals");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            totals[row.GetString(0)] = new AccountTotals
            {
                Requests = row.GetInt64(1),
                Errors = row.GetInt64(2),
                InputTokens = row.GetInt64(3),
                OutputTokens = row.GetInt64(4),
                LastUsedAt = row.Instant(5),
            };
        }

        return totals;
    }
}
