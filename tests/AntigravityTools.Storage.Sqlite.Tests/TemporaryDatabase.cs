namespace AntigravityTools.Storage.Sqlite.Tests;

/// <summary>A database in a folder of its own, removed with it.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-test-").FullName;
    private SqliteDatabase? _database;

    public string Path => System.IO.Path.Combine(_folder, "antigravity.db");

    /// <summary>Opened at first use.</summary>
    public SqliteDatabase Database => _database ??= SqliteDatabase.Open(Path);

    /// <summary>Closes the database and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        _ = Database;
    }

    public async Task CloseAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
            _database = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
