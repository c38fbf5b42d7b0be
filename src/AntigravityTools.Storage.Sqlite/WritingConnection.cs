using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The connection that writes. It keeps its prepared statements: batches come many times a second, each with the same ten.</summary>
internal sealed class WritingConnection(string source) : SqliteConnection(source)
{
    private readonly Dictionary<string, sqlite3_stmt> _kept = new(StringComparer.Ordinal);

    /// <summary>A statement that was kept, for one user at a time; null where there is none.</summary>
    internal sqlite3_stmt? Take(string sql) => _kept.Remove(sql, out var statement) ? statement : null;

    /// <summary>Keeps a statement for the next who asks for its SQL.</summary>
    internal void Keep(string sql, sqlite3_stmt statement)
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
        if (!_kept.TryAdd(sql, statement))
        {
            statement.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var statement in _kept.Values)
        {
            statement.Dispose();
        }

        _kept.Clear();
        base.Dispose(disposing);
    }
}
