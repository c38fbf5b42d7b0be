using System.Buffers;
using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// Inserts rows in the order of their places, several with one statement: a statement for each costs half as much again. Where one of several
/// stands in another's place none is inserted, and they go in one by one.
/// </summary>
internal sealed class RequestRows(SqliteConnection connection, Action<RequestRecord> stored) : IDisposable
{
    private const int Together = 16;
    private const int Columns = 7;
    private static readonly string InsertOne = Insert(1);
    private static readonly string InsertSeveral = Insert(Together);
    private readonly RowStatement _several = new(connection, InsertSeveral);
    private readonly RowStatement _one = new(connection, InsertOne);
    private readonly RowStatement _idAt = new(connection, "SELECT id FROM requests WHERE seq = ?1");
    private readonly FacetSlots _slots = new(connection);
    private readonly Row[] _rows = new Row[Together];
    private readonly ArrayBufferWriter<byte> _figures = new(4_096);
    private int _count;

    public void Dispose()
    {
        _several.Dispose();
        _one.Dispose();
        _idAt.Dispose();
        _slots.Dispose();
    }

    /// <summary>Where the figures of the next row are written, before it is added.</summary>
    internal ArrayBufferWriter<byte> Figures => _figures;

    internal void Add(RequestRecord request, long place, long facet, long? error, long explanation)
    {
        _rows[_count++] = new Row(request, place, facet, error, explanation, _figures.WrittenCount);
        if (_count == Together)
        {
            Flush();
        }
    }

    /// <summary>Inserts those that are left.</summary>
    internal void Flush()
    {
        if (_count < Together || !TryInsertTogether())
        {
            for (var at = 0; at < _count; at++)
            {
                InsertAlone(at);
            }
        }

        _count = 0;
        _figures.ResetWrittenCount();
    }

    private bool TryInsertTogether()
    {
        for (var at = 0; at < Together; at++)
        {
            Bind(_several, at, _rows[at].Place);
        }

        if (!_several.TryRun())
        {
            return false;
        }

        foreach (var row in _rows)
        {
            Stored(row, row.Place);
        }

        return true;
    }

    // The order by start is one of whole numbers: where another row has the tick, the next one is tried. A row that is stored already stays.
    private void InsertAlone(int at)
    {
        var row = _rows[at];
        for (var place = row.Place; ; place++)
        {
            Bind(_one, at, place);
            if (_one.TryRun())
            {
                Stored(row, place);
                return;
            }

            if (IdAt(place) == row.Request.Id)
            {
                return;
            }
        }
    }

    private void Bind(RowStatement statement, int at, long place)
    {
        ref readonly var row = ref _rows[at];
        var start = at == 0 ? 0 : _rows[at - 1].EndOfFigures;
        statement.Bind(place).Bind(place - row.Request.StartedAt.UtcTicks).Bind(row.Facet).Bind(row.Error).Bind(row.Explanation).Bind(row.Request.Id)
            .BindBlob(_figures.WrittenSpan[start..row.EndOfFigures]);
    }

    private void Stored(in Row row, long place)
    {
        _slots.Add(row.Facet, place);
        stored(row.Request);
    }

    private string? IdAt(long place)
    {
        var id = _idAt.Bind(place).Next() ? _idAt.Text(0) : null;
        _idAt.Restart();
        return id;
    }

    private static string Insert(int rows) =>
        "INSERT INTO requests (seq, moved, facet, error, explanation, id, figures) VALUES "
        + string.Join(", ", Enumerable.Repeat($"({string.Join(", ", Enumerable.Repeat("?", Columns))})", rows));

    private readonly record struct Row(RequestRecord Request, long Place, long Facet, long? Error, long Explanation, int EndOfFigures);
}
