using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteOwnerStoreTests : OwnerStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteOwnerStoreTests() => Store = new SqliteOwnerStore(_file.Database);

    protected override IOwnerStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
