using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Tests;

/// <summary>A file that can not be written: the failure is said in sentences, and nothing of the change is kept.</summary>
public sealed class FailedWriteTests : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task FullDisk_SaysSoAndKeepsNothing()
    {
        var store = new SqliteAccountStore(_file.Database, new AesProtector());
        await store.SaveAsync(SampleAccounts.Small("acc_1"), Token);

        // SQLite fails as it does on a full disk when a file may have no further page.
        await _file.Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), Token);
        var refused = await Assert.ThrowsAsync<StoreWriteException>(
            () => store.SaveAsync(SampleAccounts.Small("acc_2") with { Notes = new string('x', 1 << 20) }, Token));

        Assert.Contains("the disk is full. Make room", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_file.Path, refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsTransient);
        Assert.Equal("acc_1", Assert.Single(await store.LoadAsync(Token)).Id);
    }

    [Fact]
    public async Task LockOfAnotherProgram_SaysSoAndMayPass()
    {
        var store = new SqliteSettingsStore(_file.Database);
        await using var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        await other.OpenAsync(Token);
        other.Execute("BEGIN IMMEDIATE");

        var refused = await Assert.ThrowsAsync<StoreWriteException>(() => store.SetAsync("key", "value", Token));
        other.Execute("ROLLBACK");
        await store.SetAsync("key", "value", Token);

        Assert.Contains("another program has locked the database", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.IsTransient);
    }
}
