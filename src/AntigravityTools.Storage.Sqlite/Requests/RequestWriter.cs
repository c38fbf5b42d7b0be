using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes request rows inside one transaction.</summary>
internal sealed class RequestWriter(SqliteConnection connection) : IDisposable
{
    private const string Insert =
        """
        INSERT INTO requests (seq, moved, facet, error, explanation, id, figures) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO NOTHING
        """;

    private readonly RowStatement _insert = new(connection, Insert);
    private readonly FacetTable _facets = new(connection);
    private readonly ErrorTable _errors = new(connection);
    private readonly ExplanationTable _explanations = new(connection);
    private readonly UsageShape _usage = new();
    private readonly FiguresWriter _figures = new();

    public void Dispose()
    {
        _insert.Dispose();
        _facets.Dispose();
        _errors.Dispose();
        _explanations.Dispose();
    }

    /// <summary>False where the id is known already.</summary>
    internal bool Write(RequestRecord request)
    {
        var day = LastSeen.DayOf(request.StartedAt.UtcTicks);
        return Write(request, request.StartedAt.UtcTicks, _facets.IdOf(request, day), _errors.IdOf(request.Error, day));
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
}
