using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteUsagePruningTests : UsagePruningContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteUsagePruningTests() => Store = new SqliteUsageStore(_file.Database);

    protected override IUsageStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
