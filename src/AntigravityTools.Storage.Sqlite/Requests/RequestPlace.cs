using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Where in the order of rows a request is. There is no index of ids: one says itself when its request started.</summary>
internal static class RequestPlace
{
    // Ids of earlier versions were minted a moment before the request started.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Null where there is no such request.</summary>
    internal static long? Of(SqliteConnection connection, string id)
    {
        // An id that the gateway did not mint may be anywhere.
        var (from, to) = RequestId.StartOf(id) is { } start ? (start.UtcTicks, start.UtcTicks + Moment.Ticks) : (long.MinValue, long.MaxValue);
        using var row = new RowStatement(connection, "SELECT seq FROM requests WHERE seq >= ?1 AND seq < ?2 AND id = ?3 LIMIT 1");
        return row.Bind(from).Bind(to).Bind(id).Next() ? row.Long(0) : null;
    }
}
