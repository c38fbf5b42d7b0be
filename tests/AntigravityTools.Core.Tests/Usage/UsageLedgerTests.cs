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
}
