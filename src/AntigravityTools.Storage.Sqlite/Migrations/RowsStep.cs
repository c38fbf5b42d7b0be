using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Storage.Sqlite.Requests;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Migrations;

/// <summary>
/// What 0007_figures.sql and 0008_places.sql can not do: packs the rows of version 6, which have a column for each figure, or takes those
/// of version 7 over.
/// </summary>
internal static class RowsStep
{
    // A writer keeps what its rows share in memory.
    private const int RowsPerWriter = 10_000;

    private const string Wide =
        """
        SELECT seq, facet, error, id, trace_id, started_at, ttft, duration, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
          reasoning_tokens, raw_usage, cost, bytes_in, bytes_out, attempts, decision, loss
        FROM wide_requests WHERE seq > ?1 ORDER BY seq LIMIT ?2
        """;

    internal static void Run(SqliteConnection connection)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'wide_requests'") > 0)
        {
            for (long? last = long.MinValue; last is { } place;)
            {
                last = Pack(connection, place);
            }

            connection.Execute("DROP TABLE wide_requests");
        }

        connection.Execute(FormattableString.Invariant(
            $"""
            INSERT INTO requests SELECT seq, moved, facet, error, explanation, id, figures FROM indexed_requests ORDER BY seq;
            DROP TABLE indexed_requests;
            CREATE INDEX requests_by_error ON requests (error) WHERE error IS NOT NULL;
            INSERT OR IGNORE INTO facet_slots (facet, slot) SELECT facet, {FacetSlots.Of("seq")} FROM requests ORDER BY facet, seq;
            """));
    }

    // Packs the rows behind a place; the place of the last one, null where there was none.
    private static long? Pack(SqliteConnection connection, long behind)
    {
        long? last = null;
        using var writer = new RequestWriter(connection, _ => { });
        using var row = new RowStatement(connection, Wide);
        row.Bind(behind).Bind(RowsPerWriter);
        while (row.Next())
        {
            last = row.Long(0);
            writer.Write(Read(row), last.Value, row.Long(1), row.OptionalLong(2));
        }

        writer.Flush();

        return last;
    }

    private static RequestRecord Read(RowStatement row) => new()
    {
        Id = row.Text(3),
        TraceId = row.Text(4),
        StartedAt = new DateTimeOffset(row.Long(5), TimeSpan.Zero),
        TimeToFirstToken = row.OptionalLong(6) is { } first ? new TimeSpan(first) : null,
        Duration = new TimeSpan(row.Long(7)),
        Usage = new TokenUsage
        {
            Input = row.OptionalLong(8), Output = row.OptionalLong(9), CacheRead = row.OptionalLong(10), CacheWrite = row.OptionalLong(11),
            Reasoning = row.OptionalLong(12), Raw = row.IsNull(13) ? null : row.Text(13),
        },
        CostUsd = Money.DollarsOf(row.OptionalLong(14)),
        BytesIn = row.Long(15),
        BytesOut = row.Long(16),
        Attempts = row.IsNull(17) ? [] : JsonSerializer.Deserialize(row.Text(17), StorageJson.Default.ImmutableArrayAttempt),
        Decision = row.IsNull(18) ? null : JsonSerializer.Deserialize(row.Text(18), StorageJson.Default.Decision),
        Loss = row.IsNull(19) ? [] : JsonSerializer.Deserialize(row.Text(19), StorageJson.Default.ImmutableArrayLoss),

        // Kept by the combination, which stays as it is.
        Method = "",
        Path = "",
        Status = 0,
        Verdict = Verdict.Ok,
    };
}
