using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class InMemoryUsageStoreTests
{
    [Fact]
    public async Task FullStore_DropsTheOldestRows_AndKeepsTheSums()
    {
        var store = new InMemoryUsageStore(capacity: 3);

        await store.AppendAsync([.. Enumerable.Range(1, 5).Select(SampleRequests.Answered)], TestContext.Current.CancellationToken);

        var page = await store.QueryAsync(new RequestQuery(), TestContext.Current.CancellationToken);
        Assert.Equal([SampleRequests.IdOf(5), SampleRequests.IdOf(4), SampleRequests.IdOf(3)], page.Items.Select(request => request.Id));
        Assert.Null(await store.FindAsync(SampleRequests.IdOf(2), TestContext.Current.CancellationToken));
        var sums = await store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        Assert.Equal(5, sums.Requests);
    }
}
