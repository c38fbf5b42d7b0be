using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes request rows inside one transaction.</summary>
internal sealed class RequestWriter(SqliteConnection connection) : IDisposable
{
    private readonly RowStatement _insert = new(
        connection, "INSERT INTO requests (seq, moved, facet, error, explanation, id, figures) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    private readonly RowStatement _idAt = new(connection, "SELECT id FROM requests WHERE seq = ?1");
    private readonly FacetTable _facets = new(connection);
    private readonly FacetSlots _slots = new(connection);
    private readonly ErrorTable _errors = new(connection);
    private readonly ExplanationTable _explanations = new(connection);
    private readonly UsageShape _usage = new();
    private readonly FiguresWriter _figures = new();

    public void Dispose()
    {
        _insert.Dispose();
        _idAt.Dispose();
        _facets.Dispose();
        _slots.Dispose();
        _errors.Dispose();
        _explanations.Dispose();
    }

    /// <summary>False where it is stored already.</summary>
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
        while (!_insert.TryRun())
        {
            if (IdAt(place) == request.Id)
            {
                return false;
            }

            place++;
            _insert.Bind(place).Bind(place - started);
        }

        _slots.Add(facet, place);
        return true;
    }

    private string? IdAt(long place)
    {
        var id = _idAt.Bind(place).Next() ? _idAt.Text(0) : null;
        _idAt.Restart();
        return id;
    }
}
