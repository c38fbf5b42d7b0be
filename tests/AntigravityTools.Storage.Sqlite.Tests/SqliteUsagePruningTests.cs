using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteUsagePruningTests : UsagePruningContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    public SqliteUsagePruningTests() => Store = new SqliteUsageStore(_file.Database);

    protected override IUsageStore Store { get; }

    [Fact]
    public async Task StoreOverItsBytes_LosesBodiesFirstThenTheOldestRowsAndGivesSpaceBack()
    {
        var token = TestContext.Current.CancellationToken;
        var captures = new SqliteCaptureStore(_file.Database, new AesProtector());
        await captures.AddAsync([.. Enumerable.Range(0, 30).Select(number => CaptureOf(number))], token);
        foreach (var chunk in Enumerable.Range(1, 6_000).Select(SampleRequests.Full).Chunk(2_000))
        {
            await Store.AppendAsync(chunk, token);
        }

        var before = await SizeAsync();
        Assert.Equal(0, await Store.PruneAsync(DateTimeOffset.MinValue, long.MaxValue, before - (600 << 10), token));
        Assert.InRange((await captures.SizeAsync(token)).Count, 0, 29);
        var removed = await Store.PruneAsync(DateTimeOffset.MinValue, long.MaxValue, 1 << 20, token);
        Assert.InRange(removed, 1_000, 6_000);
        Assert.Equal(0, (await captures.SizeAsync(token)).Count);
        Assert.True(await SizeAsync() <= 1 << 20);
        Assert.Null(await Store.FindAsync(SampleRequests.IdOf(1), token));
        Assert.Equal(6_000, (await Store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, token)).Requests);
    }

    [Fact]
    public async Task SlotsAndCombinationsWithoutARow_GoWithTheirRows()
    {
        var token = TestContext.Current.CancellationToken;
        await Store.AppendAsync([.. Enumerable.Range(1, 3_000).Select(n => SampleRequests.Answered(n) with { Status = n < 2_000 ? 200 : 201 })], token);
        Assert.Equal(3_000, await CountAsync("facet_slots"));

        await Store.PruneAsync(DateTimeOffset.MinValue, 100, long.MaxValue, token);

        Assert.Equal(100, await CountAsync("facet_slots"));
        Assert.Equal(1, await CountAsync("facets"));
        await AssertFindsAsync(new RequestQuery { Status = 201, Limit = 500 }, [.. Enumerable.Range(2_901, 100).Reverse()]);
        await Store.ClearAsync(token);
        Assert.Equal(0, await CountAsync("facet_slots"));
    }

    private Task<long> CountAsync(string table) => _file.Database.ReadAsync(connection => connection.Number($"SELECT count(*) FROM {table}"), TestContext.Current.CancellationToken);

    // The pages that are in use or free, as the file will have them once the log is folded in.
    private async Task<long> SizeAsync() => await _file.Database.ReadAsync(
        connection => connection.Number("PRAGMA page_count") * connection.Number("PRAGMA page_size"), TestContext.Current.CancellationToken);

    private static CapturedExchange CaptureOf(int number) => new()
    {
        Id = SampleRequests.IdOf(number), At = SampleRequests.Noon.AddSeconds(number), Protocol = Protocol.Gemini, Operation = Operation.Generate, Method = "POST", Path = "/",
        Request = new(new string('a', 50_000), 50_000, IsCut: false, IsBinary: false, IsRedacted: false),
        Status = 200, Answer = new("", 0, IsCut: false, IsBinary: false, IsRedacted: false),
    };

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
