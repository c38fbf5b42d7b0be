using AntigravityTools.Core.Records;
using AntigravityTools.Core.Usage;
using AntigravityTools.Testing.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace AntigravityTools.Core.Tests.Usage;

public sealed class UsageLedgerTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task FullDisk_MakesNoReaderWait_AndWhatWasTakenIsStoredOnceThereIsRoom()
    {
        var store = new FullStore();
        await using var ledger = new UsageLedger(store, TimeProvider.System, NullLogger<UsageLedger>.Instance);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ledger.Written += written.SetResult;
        ledger.TryRecord(SampleRequests.Answered(1));

        await ledger.FlushAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        await ledger.FlushAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Empty((await store.QueryAsync(new RequestQuery(), Token)).Items);

        store.IsFull = false;
        await written.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Single((await store.QueryAsync(new RequestQuery(), Token)).Items);
        ledger.Written -= written.SetResult;
        ledger.TryRecord(SampleRequests.Answered(2));
        await ledger.FlushAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal((2, 0L), ((await store.QueryAsync(new RequestQuery(), Token)).Items.Length, ledger.Dropped));
    }

    [Fact]
    public async Task MoreThanTheQueueHolds_IsCountedAndNotWaitedFor_AndTheRestIsStoredInOrder()
    {
        const int Size = 65_536;
        var store = new FullStore();
        await using var ledger = new UsageLedger(store, TimeProvider.System, NullLogger<UsageLedger>.Instance);
        var taken = Enumerable.Range(1, Size + 5).Count(number => ledger.TryRecord(SampleRequests.Answered(number)));
        Assert.Equal((Size, 5L), (taken, ledger.Dropped));
        Assert.Equal(Size, ledger.OnTheirWay().Length);

        store.IsFull = false;
        while (!ledger.OnTheirWay().IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.Equal(Size, (await store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token)).Requests);
    }

    [Fact]
    public async Task LedgerThatEnds_StoresWhatItHasAndTakesNoMore()
    {
        var store = new FullStore { IsFull = false };
        var ledger = new UsageLedger(store, TimeProvider.System, NullLogger<UsageLedger>.Instance);
        for (var number = 1; number <= 5_000; number++)
        {
            ledger.TryRecord(SampleRequests.Answered(number));
        }

        await ledger.DisposeAsync();
        await ledger.DisposeAsync();

        Assert.Equal(5_000, (await store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token)).Requests);
        Assert.False(ledger.TryRecord(SampleRequests.Answered(5_001)));
        await ledger.FlushAsync(Token);
    }

    [Fact]
    public async Task RecordsOfManyThreads_AreEachInTheStoreAfterTheirFlush()
    {
        var store = new FullStore { IsFull = false };
        await using var ledger = new UsageLedger(store, TimeProvider.System, NullLogger<UsageLedger>.Instance);
        await Parallel.ForAsync(0, 200, Token, async (number, token) =>
        {
            ledger.TryRecord(SampleRequests.Answered(number));
            await ledger.FlushAsync(token);
            Assert.NotNull(await store.FindAsync(SampleRequests.IdOf(number), token));
        });
    }
}
