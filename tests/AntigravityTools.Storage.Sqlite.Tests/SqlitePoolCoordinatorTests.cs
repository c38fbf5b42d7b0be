using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqlitePoolCoordinatorTests : PoolCoordinatorContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqlitePoolCoordinatorTests() => Coordinator = new SqlitePoolCoordinator(_file.Database, Time);

    protected override IPoolCoordinator Coordinator { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
