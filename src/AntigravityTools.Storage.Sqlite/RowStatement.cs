using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>
/// One prepared statement for many rows, its parameters bound by position. Parameters by name, as ADO.NET has them, are looked up and boxed
/// for every row: with twenty of them that costs more than the insertion (bench/results).
/// </summary>
internal sealed class RowStatement : IDisposable
{
    private const int LongestOnStack = 1024;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    internal RowStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Dispose() => _statement.Dispose();

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

        if (value.Length * 3 > LongestOnStack)
        {
            return Bind(Encoding.UTF8.GetBytes(value));
        }

        Span<byte> text = stackalloc byte[LongestOnStack];
        return Bind(text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    /// <summary>Binds UTF-8 as text.</summary>
    internal RowStatement Bind(ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_bound, text));
        return this;
    }

    /// <summary>Runs it with what was bound; the number of rows it changed.</summary>
    internal int Run()
    {
        Step();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Asks with what was bound; true where there is a row.</summary>
    internal bool Any() => Step() == raw.SQLITE_ROW;

    private int Step()
    {
        var result = raw.sqlite3_step(_statement);
        _bound = 0;
        raw.sqlite3_reset(_statement);
        if (result is not raw.SQLITE_DONE and not raw.SQLITE_ROW)
        {
            Check(result);
        }

        return result;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
