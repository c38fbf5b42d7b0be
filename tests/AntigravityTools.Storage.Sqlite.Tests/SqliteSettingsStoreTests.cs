using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteSettingsStoreTests : SettingsStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteSettingsStoreTests() => Store = new SqliteSettingsStore(_file.Database);

    protected override ISettingsStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
