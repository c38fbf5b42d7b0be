using System.Text.Json;
using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes request rows inside one transaction.</summary>
internal sealed class RequestWriter : IDisposable
{
    private const decimal CostUnits = 1_000_000_000m;

    private const string Insert =
        """
        INSERT INTO requests
          (seq, facet, error, id, trace_id, started_at, ttft, duration, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
           reasoning_tokens, raw_usage, cost, bytes_in, bytes_out, attempts, decision, loss)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        ON CONFLICT (id) DO NOTHING
        """;

    private readonly SqliteConnection _connection;
    private readonly RowStatement _insert;
    private readonly RowJson _json = new();
    private readonly Dictionary<Facet, LastSeen> _facets = [];
    private readonly Dictionary<string, LastSeen> _errors = new(StringComparer.Ordinal);
    private Facet _lastFacet;
    private LastSeen _lastSeen;

    internal RequestWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new RowStatement(connection, Insert);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _json.Dispose();
    }

    /// <summary>False where the id is known already.</summary>
    internal bool Write(RequestRecord request)
    {
        var day = LastSeen.DayOf(request.StartedAt.UtcTicks);
        var error = ErrorOf(request.Error, day);
        var usage = request.Usage;
        _insert.Bind(request.StartedAt.UtcTicks).Bind(FacetOf(request, day)).Bind(error).Bind(request.Id).Bind(request.TraceId)
            .Bind(request.StartedAt.UtcTicks).Bind(request.TimeToFirstToken?.Ticks).Bind(request.Duration.Ticks)
            .Bind(usage.Input).Bind(usage.Output).Bind(usage.CacheRead).Bind(usage.CacheWrite).Bind(usage.Reasoning).Bind(usage.Raw)
            .Bind(CostOf(request.CostUsd)).Bind(request.BytesIn).Bind(request.BytesOut);
        _ = request.Attempts.IsDefaultOrEmpty ? _insert.Bind(null as string) : _insert.Bind(_json.Attempts(request.Attempts));
        _ = request.Decision is null ? _insert.Bind(null as string) : _insert.Bind(_json.Decision(request.Decision));
        _insert.Bind(request.Loss.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(request.Loss, StorageJson.Default.ImmutableArrayLoss));

        // The order by start is one of whole numbers: where another row has the tick, the next one is tried.
        int changed;
        for (var tick = request.StartedAt.UtcTicks; !_insert.TryRun(out changed);)
        {
            _insert.BindFirst(++tick);
        }

        return changed > 0;
    }

    // Neighbouring requests mostly share theirs, and to compare is cheaper than to hash.
    private long FacetOf(RequestRecord request, long day)
    {
        var facet = Facet.Of(request);
        if (facet == _lastFacet && day <= _lastSeen.Day)
        {
            return _lastSeen.Id;
        }

        if (!_facets.TryGetValue(facet, out var seen) || seen.Day < day)
        {
            _facets[facet] = seen = new LastSeen(facet.Id, day);
            facet.Save(_connection, request.IsError, day);
        }

        (_lastFacet, _lastSeen) = (facet, seen);
        return seen.Id;
    }

    internal static long? CostOf(decimal? dollars) => dollars is { } known ? (long)decimal.Round(known * CostUnits) : null;

    internal static decimal? DollarsOf(long? cost) => cost / CostUnits;

    private long? ErrorOf(string? text, long day)
    {
        if (text is null)
        {
            return null;
        }

        if (!_errors.TryGetValue(text, out var seen) || seen.Day < day)
        {
            _errors[text] = seen = new LastSeen(Facet.HashOf(text), day);
            _connection.Execute(
                """
                INSERT INTO errors (id, text, folded, last_day) VALUES ($id, $text, $folded, $day)
                ON CONFLICT (id) DO UPDATE SET last_day = excluded.last_day WHERE excluded.last_day > last_day
                """,
                ("$id", seen.Id), ("$text", text), ("$folded", text.ToLowerInvariant()), ("$day", day));
        }

        return seen.Id;
    }
}
