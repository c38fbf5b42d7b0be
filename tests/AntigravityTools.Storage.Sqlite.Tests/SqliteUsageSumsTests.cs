using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteUsageSumsTests : UsageSumsContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteUsageSumsTests() => Store = new SqliteUsageStore(_file.Database);

    protected override IUsageStore Store { get; }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
