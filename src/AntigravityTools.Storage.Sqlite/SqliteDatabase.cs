using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>
/// One SQLite file: a single connection that writes, in turn, and others that read beside it. After a crash the file opens clean and
/// has every transaction that was committed before; after a power cut it may lack the last ones, except those marked durable.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly SqliteConnection _writer;
    private readonly ReadConnections _readers;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _closed;

    private SqliteDatabase(SqliteConnection writer, ReadConnections readers) => (_writer, _readers) = (writer, readers);

    /// <summary>Opens the database at a path, or creates it in a folder that exists; brings its schema up to date.</summary>
    /// <param name="path">The file.</param>
    /// <param name="say">Gets one sentence where that takes more than a moment.</param>
    /// <exception cref="DatabaseUnusableException">It is damaged, foreign, of a newer version, or can not be opened.</exception>
    public static SqliteDatabase Open(string path, Action<string>? say = null)
    {
        var holdsData = DatabaseFile.Prepare(path);
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
        var writer = new WritingConnection(source);
        try
        {
            writer.Open();
            writer.Execute("PRAGMA busy_timeout = 5000");
            if (holdsData)
            {
                Migrator.Refuse(writer, path);
                Check(writer, path);
                if (Migrator.LongWork(writer, path) is { } sentence)
                {
                    say?.Invoke(sentence);
                }
            }
            else
            {
                // Only an empty file takes this, and only before anything else is written.
                writer.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            }

            writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2048; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000");
            Migrator.Migrate(writer);
            return new SqliteDatabase(writer, new ReadConnections(source));
        }
        catch (SqliteException error)
        {
            writer.Dispose();
            throw DatabaseFault.From(path, error);
        }
        catch (DatabaseUnusableException)
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Waits for work under way, then closes the file and folds its write-ahead log in.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_closed)
            {
                _closed = true;
                _readers.Dispose();
                await _writer.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs work in one transaction, alone among writers. <paramref name="durable"/> survives a power cut.</summary>
    /// <exception cref="AntigravityTools.Core.Storage.StoreWriteException">The file can not be written now; nothing was changed.</exception>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken, bool durable = false)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return await Task.Run(() => Write(work, durable), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs work on one consistent view of the data, beside the writer.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) => Task.Run(() => _readers.Use(work), cancellationToken);

    /// <summary>Copies the whole file as it is at one moment; writers go on meanwhile.</summary>
    internal Task CopyToAsync(string path, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            DatabaseFile.Prepare(path);
            using var target = OpenPlain(path);
            using var source = new SqliteConnection(_writer.ConnectionString);
            source.Open();
            source.BackupDatabase(target);

            // One file alone, without a log beside it.
            target.Execute("PRAGMA journal_mode = DELETE");
        },
        cancellationToken);

    /// <summary>Puts a file's content in the place of this one's. Readers see the old or the new, nothing between.</summary>
    internal async Task ReplaceWithAsync(string path, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            await Task.Run(
                () =>
                {
                    using var source = OpenPlain(path);
                    source.BackupDatabase(_writer);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads every page of a file and brings its schema up to date; the sentence says why it can not be used.</summary>
    internal static string? Check(string path)
    {
        try
        {
            using (var connection = OpenPlain(path))
            {
                Migrator.Refuse(connection, path);
                if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0)
                {
                    return DatabaseFault.Foreign(path).Message;
                }

                if (connection.Scalar("PRAGMA quick_check") is not "ok")
                {
                    return DatabaseFault.Damaged(path).Message;
                }

                Migrator.Migrate(connection);
                connection.Execute("PRAGMA journal_mode = DELETE");
            }

            return null;
        }
        catch (SqliteException error)
        {
            return DatabaseFault.From(path, error).Message;
        }
        catch (DatabaseUnusableException error)
        {
            return error.Message;
        }
    }

    private static SqliteConnection OpenPlain(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private T Write<T>(Func<SqliteConnection, T> work, bool durable)
    {
        if (durable)
        {
            _writer.Execute("PRAGMA synchronous = FULL");
        }

        try
        {
            using var transaction = _writer.BeginTransaction();
            var result = work(_writer);
            transaction.Commit();
            return result;
        }
        catch (SqliteException error) when (DatabaseFault.NotWritten(_writer.DataSource, error) is { } refused)
        {
            throw refused;
        }
        finally
        {
            if (durable)
            {
                _writer.Execute("PRAGMA synchronous = NORMAL");
            }
        }
    }

    // Reading every row would take seconds; the small tables that nobody can restore are read in full.
    private static void Check(SqliteConnection connection, string path)
    {
        foreach (var table in new[] { "accounts", "cooldowns", "settings" })
        {
            var isThere = connection.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $table", ("$table", table)) > 0;
            if (isThere && connection.Scalar($"PRAGMA quick_check('{table}')") is not "ok")
            {
                throw DatabaseFault.Damaged(path);
            }
        }
    }
}
