using AntigravityTools.Core.Records;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every usage store does when rows are removed.</summary>
public abstract class UsagePruningContract : UsageStoreContract
{
    [Fact]
    public async Task RowsOlderThanAnInstant_AreRemoved()
    {
        await AppendAsync([.. Enumerable.Range(1, 10).Select(SampleRequests.Answered)]);

        Assert.Equal(3, await PruneAsync(SampleRequests.Noon.AddSeconds(4), 1_000));
        Assert.Equal(0, await PruneAsync(SampleRequests.Noon.AddSeconds(4), 1_000));

        await AssertFindsAsync(new RequestQuery(), 10, 9, 8, 7, 6, 5, 4);
        Assert.Null(await Store.FindAsync(SampleRequests.IdOf(3), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RowsBeyondTheNumber_AreRemoved_OldestFirst()
    {
        await AppendAsync([.. Enumerable.Range(1, 10).Select(SampleRequests.Failed)]);

        Assert.Equal(8, await PruneAsync(DateTimeOffset.MinValue, 2));

        await AssertFindsAsync(new RequestQuery { Text = "cooling" }, 10, 9);
    }

    [Fact]
    public async Task Sums_StayWhenRowsGo()
    {
        await AppendAsync([.. Enumerable.Range(1, 10).Select(SampleRequests.Full)]);
        var before = await SumsAsync();

        await PruneAsync(DateTimeOffset.MaxValue, 0);

        await AssertFindsAsync(new RequestQuery());
        Assert.Equal(before, await SumsAsync());
        Assert.Equal(10, before.Requests);
        Assert.Equal(10, (await Store.TotalsAsync(TestContext.Current.CancellationToken))["acc_1"].Requests);
    }

    [Fact]
    public async Task Clear_RemovesAllRows_AndNewOnesAreKept()
    {
        await AppendAsync(SampleRequests.Full(1), SampleRequests.Failed(2));

        await Store.ClearAsync(TestContext.Current.CancellationToken);
        await AppendAsync(SampleRequests.Failed(3));

        await AssertFindsAsync(new RequestQuery { Status = 429 }, 3);
        Assert.Equal(3, (await SumsAsync()).Requests);
    }

    private Task<UsageSummary> SumsAsync() =>
        Store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);

    private Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows) =>
        Store.PruneAsync(olderThan, maxRows, long.MaxValue, TestContext.Current.CancellationToken);
}
