using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Storage.Sqlite.Requests;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests.Requests;

public sealed class RequestPlaceTests : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly Ids _ids = new();

    [Fact]
    public async Task EachOfManyRequestsOfOneInstant_IsFoundByItsId()
    {
        var requests = Enumerable.Range(0, 40).Select(n => Minted(SampleRequests.Full(n) with { StartedAt = SampleRequests.Noon.AddTicks(n / 20) })).ToArray();
        var store = new SqliteUsageStore(_file.Database);

        await store.AppendAsync(requests, TestContext.Current.CancellationToken);
        await store.AppendAsync(requests, TestContext.Current.CancellationToken);

        Assert.Equal(40, await CountAsync());
        foreach (var request in requests)
        {
            Assert.Equivalent(request, await store.FindAsync(request.Id, TestContext.Current.CancellationToken), strict: true);
        }
    }

    [Fact]
    public async Task IdOfAnEarlierVersion_MintedAMomentBefore_IsFound()
    {
        var id = _ids.NewRequestId(SampleRequests.Noon);

        Assert.Equal(SampleRequests.Noon.AddMilliseconds(3).Ticks, await PlaceAsync(id, SampleRequests.Noon.AddMilliseconds(3)));
    }

    [Fact]
    public async Task IdThatIsNotOfTheGateway_IsFoundWhereverItIs()
    {
        Assert.Equal(SampleRequests.Noon.Ticks, await PlaceAsync("my own", SampleRequests.Noon));
    }

    [Fact]
    public async Task MintedId_IsLookedForAtItsTimeAlone()
    {
        // Its row is where it is not: looking through millions of rows for one that is gone would take seconds.
        Assert.Null(await PlaceAsync(_ids.NewRequestId(SampleRequests.Noon), SampleRequests.Noon.AddHours(1)));
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private RequestRecord Minted(RequestRecord request) => request with { Id = _ids.NewRequestId(request.StartedAt) };

    private async Task<long?> PlaceAsync(string id, DateTimeOffset startedAt)
    {
        await new SqliteUsageStore(_file.Database).AppendAsync([SampleRequests.Answered(1) with { Id = id, StartedAt = startedAt }], TestContext.Current.CancellationToken);
        return await _file.Database.ReadAsync(connection => RequestPlace.Of(connection, id), TestContext.Current.CancellationToken);
    }

    private Task<long> CountAsync() => _file.Database.ReadAsync(connection => connection.Number("SELECT count(*) FROM requests"), TestContext.Current.CancellationToken);
}
