using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>
/// One prepared statement for many rows, its parameters bound by position, its columns read in place. Parameters by name, as ADO.NET has them, are looked up and boxed
/// for every row: with twenty of them that costs more than the insertion (bench/results).
/// </summary>
internal sealed class RowStatement : IDisposable
{
    private const int TextBytes = 1024;
    private readonly byte[] _text = new byte[TextBytes];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly WritingConnection? _keeper;
    private readonly string _sql;
    private int _bound;

    internal RowStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        (_sql, _keeper) = (sql, connection as WritingConnection);
        _statement = _keeper?.Take(sql) ?? Prepare(sql);
    }

    public void Dispose()
    {
        if (_keeper is null)
        {
            _statement.Dispose();
            return;
        }

        _keeper.Keep(_sql, _statement);
    }

    internal RowStatement Bind(long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_bound, number) : raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    internal RowStatement Bind(string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_bound));
            return this;
        }

        return value.Length * 3 > TextBytes
            ? Bind(Encoding.UTF8.GetBytes(value))
            : Bind(_text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text)));
    }

    /// <summary>Binds UTF-8 as text.</summary>
    internal RowStatement Bind(ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_bound, text));
        return this;
    }

    /// <summary>Binds bytes as they are.</summary>
    internal RowStatement BindBlob(ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, bytes));
        return this;
    }

    /// <summary>
    /// Runs it with what was bound: false where another row has the primary key. New values can then be bound from the first on; those
    /// that are not keep theirs.
    /// </summary>
    internal bool TryRun()
    {
        var result = raw.sqlite3_step(_statement);
        var isTaken = result == raw.SQLITE_CONSTRAINT && raw.sqlite3_extended_errcode(_database) == raw.SQLITE_CONSTRAINT_PRIMARYKEY;
        _bound = 0;
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE && !isTaken)
        {
            Check(result);
        }

        return !isTaken;
    }

    /// <summary>Goes on to the next row of what was bound; false behind the last.</summary>
    internal bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Leaves the rows that are left; new values can be bound from the first on.</summary>
    internal void Restart()
    {
        _bound = 0;
        raw.sqlite3_reset(_statement);
    }

    internal bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    internal long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    internal long? OptionalLong(int column) => IsNull(column) ? null : Long(column);

    internal string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Valid until the next row.</summary>
    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
