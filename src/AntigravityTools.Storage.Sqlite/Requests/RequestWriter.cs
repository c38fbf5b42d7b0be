using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes request rows inside one transaction.</summary>
internal sealed class RequestWriter : IDisposable
{
    private const string Insert =
        """
        INSERT INTO requests (seq, moved, facet, error, explanation, id, figures) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO NOTHING
        """;

    private readonly SqliteConnection _connection;
    private readonly RowStatement _insert;
    private readonly UsageShape _usage = new();
    private readonly FiguresWriter _figures = new();
    private readonly ExplanationTable _explanations;
    private readonly Dictionary<Facet, LastSeen> _facets = [];
    private readonly Dictionary<string, LastSeen> _errors = new(StringComparer.Ordinal);
    private Facet _lastFacet;
    private LastSeen _lastSeen;

    internal RequestWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new RowStatement(connection, Insert);
        _explanations = new ExplanationTable(connection);
    }

    public void Dispose() => _insert.Dispose();

    /// <summary>False where the id is known already.</summary>
    internal bool Write(RequestRecord request)
    {
        var day = LastSeen.DayOf(request.StartedAt.UtcTicks);
        return Write(request, request.StartedAt.UtcTicks, FacetOf(request, day), ErrorOf(request.Error, day));
    }

    /// <summary>The same at a place in the order, no earlier than it started, with a combination and an error text that the database has.</summary>
    internal bool Write(RequestRecord request, long place, long facet, long? error)
    {
        var started = request.StartedAt.UtcTicks;
        _usage.Part(request.Usage.Raw);
        _insert.Bind(place).Bind(place - started).Bind(facet).Bind(error).Bind(_explanations.IdOf(request, _usage.Shape, LastSeen.DayOf(started)))
            .Bind(request.Id).BindBlob(_figures.Write(request, _usage.Numbers));

        // The order by start is one of whole numbers: where another row has the tick, the next one is tried.
        int changed;
        while (!_insert.TryRun(out changed))
        {
            place++;
            _insert.Bind(place).Bind(place - started);
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
