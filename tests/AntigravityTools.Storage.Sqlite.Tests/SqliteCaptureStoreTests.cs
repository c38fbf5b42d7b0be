using System.Text;
using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteCaptureStoreTests : CaptureStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteCaptureStoreTests() => Store = new SqliteCaptureStore(_file.Database, new AesProtector());

    protected override ICaptureStore Store { get; }

    [Fact]
    public async Task DatabaseFiles_HoldNoReadableBody()
    {
        await Store.AddAsync([Sample("req_1", SampleRequests.Noon)], TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_file.Path)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes("plainly-readable")) < 0, file);
        }
    }

    [Fact]
    public async Task OtherKey_FindsNothing()
    {
        await Store.AddAsync([Sample("req_1", SampleRequests.Noon)], TestContext.Current.CancellationToken);
        Assert.Null(await new SqliteCaptureStore(_file.Database, new AesProtector()).FindAsync("req_1", TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
