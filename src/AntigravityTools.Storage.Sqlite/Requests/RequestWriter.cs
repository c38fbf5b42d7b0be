using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Writes requests inside one transaction; <paramref name="stored"/> is told of each that was not stored already.</summary>
internal sealed class RequestWriter(SqliteConnection connection, Action<RequestRecord> stored) : IDisposable
{
    private readonly RequestRows _rows = new(connection, stored);
    private readonly FacetTable _facets = new(connection);
    private readonly ErrorTable _errors = new(connection);
    private readonly ExplanationTable _explanations = new(connection);
    private readonly UsageShape _usage = new();

    public void Dispose()
    {
        _rows.Dispose();
        _facets.Dispose();
        _errors.Dispose();
        _explanations.Dispose();
    }

    /// <summary>Adds a request; it is written with others, at the latest by <see cref="Flush"/>.</summary>
    internal void Write(RequestRecord request)
    {
        var day = LastSeen.DayOf(request.StartedAt.UtcTicks);
        Write(request, request.StartedAt.UtcTicks, _facets.IdOf(request, day), _errors.IdOf(request.Error, day));
    }

    /// <summary>The same at a place in the order, no earlier than it started, with a combination and an error text that the database has.</summary>
    internal void Write(RequestRecord request, long place, long facet, long? error)
    {
        _usage.Part(request.Usage.Raw);
        FiguresWriter.Write(_rows.Figures, request, _usage.Numbers);
        _rows.Add(request, place, facet, error, _explanations.IdOf(request, _usage.Shape, LastSeen.DayOf(request.StartedAt.UtcTicks)));
    }

    /// <summary>Writes those that are left.</summary>
    internal void Flush() => _rows.Flush();
}
