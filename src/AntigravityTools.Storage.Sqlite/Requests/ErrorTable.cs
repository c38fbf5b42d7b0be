using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The error texts that the rows of one batch have.</summary>
internal sealed class ErrorTable(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, LastSeen> _known = new(StringComparer.Ordinal);
    private readonly RowStatement _save = new(
        connection,
        """
        INSERT INTO errors (id, text, folded, last_day) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (id) DO UPDATE SET last_day = excluded.last_day WHERE excluded.last_day > last_day
        """);

    public void Dispose() => _save.Dispose();

    /// <summary>The id of a text, which is saved where it is new or was last seen on an earlier day; null where there is none.</summary>
    internal long? IdOf(string? text, long day)
    {
        if (text is null)
        {
            return null;
        }

        if (!_known.TryGetValue(text, out var seen) || seen.Day < day)
        {
            _known[text] = seen = new LastSeen(Facet.HashOf(text), day);
            _save.Bind(seen.Id).Bind(text).Bind(text.ToLowerInvariant()).Bind(day).TryRun();
        }

        return seen.Id;
    }
}
