using System.Text.Json;
using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes request rows inside one transaction.</summary>
internal sealed class RequestWriter : IDisposable
{
    private const decimal CostUnits = 1_000_000_000m;

    // The next free tick, so that the order by start is one of whole numbers.
    private const string Insert =
        """
        INSERT INTO requests
          (seq, facet, error, id, trace_id, started_at, ttft, duration, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
           reasoning_tokens, raw_usage, cost, bytes_in, bytes_out, attempts, decision, loss)
        VALUES (
          (WITH RECURSIVE free(seq) AS (VALUES ($started) UNION ALL SELECT seq + 1 FROM free WHERE seq IN (SELECT seq FROM requests))
           SELECT max(seq) FROM free),
          $facet, $error, $id, $trace, $started, $ttft, $duration, $input, $output, $read, $write,
          $reasoning, $raw, $cost, $in, $out, $attempts, $decision, $loss)
        ON CONFLICT (id) DO NOTHING
        """;

    private static readonly string[] Names =
    [
        "$facet", "$error", "$id", "$trace", "$started", "$ttft", "$duration", "$input", "$output", "$read", "$write",
        "$reasoning", "$raw", "$cost", "$in", "$out", "$attempts", "$decision", "$loss",
    ];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly Dictionary<Facet, long> _facets = [];

    internal RequestWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.Command(Insert);
        foreach (var name in Names)
        {
            _insert.Parameters.Add(new SqliteParameter(name, null));
        }
    }

    public void Dispose() => _insert.Dispose();

    /// <summary>False where the id is known already.</summary>
    internal bool Write(RequestRecord request)
    {
        var facet = Facet.Of(request);
        if (!_facets.TryGetValue(facet, out var facetId))
        {
            _facets.Add(facet, facetId = facet.Id);
            facet.Save(_connection, request.IsError);
        }

        Fill(
            facetId, ErrorOf(request.Error), request.Id, request.TraceId, request.StartedAt.UtcTicks, request.TimeToFirstToken?.Ticks,
            request.Duration.Ticks, request.Usage.Input, request.Usage.Output, request.Usage.CacheRead, request.Usage.CacheWrite,
            request.Usage.Reasoning, request.Usage.Raw, CostOf(request.CostUsd), request.BytesIn, request.BytesOut,
            request.Attempts.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(request.Attempts, StorageJson.Default.ImmutableArrayAttempt),
            request.Decision is null ? null : JsonSerializer.Serialize(request.Decision, StorageJson.Default.Decision),
            request.Loss.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(request.Loss, StorageJson.Default.ImmutableArrayLoss));
        return _insert.ExecuteNonQuery() > 0;
    }

    internal static long? CostOf(decimal? dollars) => dollars is { } known ? (long)decimal.Round(known * CostUnits) : null;

    internal static decimal? DollarsOf(long? cost) => cost / CostUnits;

    private void Fill(params ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            _insert.Parameters[at].Value = values[at] ?? DBNull.Value;
        }
    }

    private long? ErrorOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var id = Facet.HashOf(text);
        _connection.Execute(
            "INSERT OR IGNORE INTO errors (id, text, folded) VALUES ($id, $text, $folded)",
            ("$id", id), ("$text", text), ("$folded", text.ToLowerInvariant()));
        return id;
    }
}
