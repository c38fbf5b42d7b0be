using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteCopiesTests : IAsyncDisposable
{
    private const int Writes = 200;
    private readonly TemporaryDatabase _file = new();
    private readonly TemporaryDatabase _other = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Copy => Path.Combine(Path.GetDirectoryName(_file.Path)!, "copy.db");

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Copy_MadeAmongWrites_IsOfOneMoment()
    {
        var database = _file.Database;

        // Each write changes both values in one transaction; a copy between the two would show them apart.
        var writing = Task.Run(
            async () =>
            {
                for (var number = 1; number <= Writes; number++)
                {
                    await database.WriteAsync(
                        connection => connection.Execute(
                            "INSERT OR REPLACE INTO settings (key, value) VALUES ('a', $n), ('b', $n), ('filler' || $n, hex(randomblob(2000)))", ("$n", $"{number}")),
                        Token);
                }
            },
            Token);
        var copies = new SqliteCopies(database);
        for (var round = 0; round < 5; round++)
        {
            await copies.WriteToAsync(Copy + round, Token);
        }

        await writing;
        await copies.WriteToAsync(Copy, Token);
        foreach (var path in Enumerable.Range(0, 5).Select(round => Copy + round).Append(Copy))
        {
            Assert.Null(copies.Check(path));
            var (a, b) = (Value(path, "a"), Value(path, "b"));
            Assert.Equal(a, b);
            Assert.False(File.Exists(path + "-wal"));
        }

        Assert.Equal($"{Writes}", Value(Copy, "a"));
    }

    [Fact]
    public async Task Replacing_ShowsTheNewContentToEveryConnection_AndSurvivesReopening()
    {
        var settings = new SqliteSettingsStore(_file.Database);
        await settings.SetAsync("a", "old", Token);
        await new SqliteSettingsStore(_other.Database).SetAsync("a", "new", Token);
        await new SqliteCopies(_other.Database).WriteToAsync(Copy, Token);
        Assert.Equal("old", await settings.GetAsync("a", Token));

        await new SqliteCopies(_file.Database).ReplaceWithAsync(Copy, Token);

        Assert.Equal("new", await settings.GetAsync("a", Token));
        await settings.SetAsync("b", "after", Token);
        await _file.ReopenAsync();
        var reopened = new SqliteSettingsStore(_file.Database);
        Assert.Equal("new", await reopened.GetAsync("a", Token));
        Assert.Equal("after", await reopened.GetAsync("b", Token));
    }

    [Fact]
    public async Task CheckedFile_IsRefusedWhereItIsDamagedOrForeign()
    {
        var copies = new SqliteCopies(_file.Database);
        await copies.WriteToAsync(Copy, Token);
        var bytes = await File.ReadAllBytesAsync(Copy, Token);
        bytes.AsSpan(bytes.Length / 2).Fill(0xAB);
        await File.WriteAllBytesAsync(Copy + "1", bytes, Token);
        Assert.Contains("damaged", copies.Check(Copy + "1"), StringComparison.Ordinal);

        await using (var foreign = new SqliteConnection($"Data Source={Copy}2;Pooling=False"))
        {
            await foreign.OpenAsync(Token);
            foreign.Execute("CREATE TABLE other (id INTEGER)");
        }

        Assert.Contains("not a database of Antigravity Tools", copies.Check(Copy + "2"), StringComparison.Ordinal);
    }

    private static string? Value(string path, string key)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection.Scalar("SELECT value FROM settings WHERE key = $key", ("$key", key)) as string;
    }
}
