using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Connections that only read; opened when needed, a few kept for the next reader.</summary>
internal sealed class ReadConnections(string source) : IDisposable
{
    private const int Kept = 4;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs work on one consistent view of the data.</summary>
    internal T Use<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = _idle.TryTake(out var idle) ? idle : Open();
        var isUsable = false;
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            var result = work(connection);
            isUsable = true;
            return result;
        }
        finally
        {
            Return(connection, isUsable);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY");
        return connection;
    }

    private void Return(SqliteConnection connection, bool isUsable)
    {
        if (!isUsable || _idle.Count >= Kept)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_closed)
        {
            Dispose();
        }
    }
}
