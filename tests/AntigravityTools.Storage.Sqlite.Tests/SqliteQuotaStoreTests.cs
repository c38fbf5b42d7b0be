using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteQuotaStoreTests : QuotaStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteQuotaStoreTests() => Store = new SqliteQuotaStore(_file.Database);

    protected override IQuotaStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
