using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteAccountStoreTests : AccountStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteAccountStoreTests() => Store = new SqliteAccountStore(_file.Database, new AesProtector());

    protected override IAccountStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
