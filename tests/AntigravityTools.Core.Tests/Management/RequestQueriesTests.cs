using AntigravityTools.Core.Management;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Tests.Usage;
using AntigravityTools.Core.Usage;
using AntigravityTools.Testing.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace AntigravityTools.Core.Tests.Management;

public sealed class RequestQueriesTests : IAsyncDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly FullStore _store = new() { IsFull = false };
    private readonly UsageLedger _ledger;
    private readonly RequestQueries _requests;

    public RequestQueriesTests()
    {
        _ledger = new UsageLedger(_store, TimeProvider.System, NullLogger<UsageLedger>.Instance);
        _requests = new RequestQueries(_store, _ledger, new LiveFeed());
    }

    [Fact]
    public async Task RequestsThatTheStoreHasNotGotYet_AreListedAndFoundAmongTheOthers()
    {
        await StoredThenHeldAsync([1, 2, 5], [3, 6, 4]);

        Assert.Equal([6, 5, 4, 3, 2, 1], await ListAsync(new RequestQuery()));
        Assert.Equal([4], await ListAsync(new RequestQuery { ErrorsOnly = true }));
        Assert.Equal(SampleRequests.IdOf(6), (await _requests.FindAsync(SampleRequests.IdOf(6), Token))?.Id);
        Assert.Equal(SampleRequests.IdOf(2), (await _requests.FindAsync(SampleRequests.IdOf(2), Token))?.Id);
        Assert.Null(await _requests.FindAsync("req_no_such", Token));
    }

    [Fact]
    public async Task PageThatIsFull_HoldsTheNewestOfBoth_AndTheNextGoesOnBehindIt()
    {
        await StoredThenHeldAsync([1, 2, 5], [3, 6, 4]);
        var page = await _requests.ListAsync(new RequestQuery { Limit = 2 }, Token);
        Assert.Equal([6, 5], page.Items.Select(NumberOf));

        _store.IsFull = false;
        await AllStoredAsync();
        Assert.Equal([4, 3], await ListAsync(new RequestQuery { Limit = 2, Before = page.Next }));
    }

    [Fact]
    public async Task RequestThatIsStored_IsListedOnce()
    {
        await StoredThenHeldAsync([1], [2, 3]);
        _store.IsFull = false;
        await AllStoredAsync();

        Assert.Equal([3, 2, 1], await ListAsync(new RequestQuery()));
        Assert.Empty(_ledger.OnTheirWay());
    }

    public async ValueTask DisposeAsync()
    {
        _store.IsFull = false;
        await _ledger.DisposeAsync();
    }

    private static int NumberOf(RequestRecord request) => int.Parse(request.Id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IEnumerable<int>> ListAsync(RequestQuery query) => (await _requests.ListAsync(query, Token)).Items.Select(NumberOf);

    // Request 4 has failed.
    private async Task StoredThenHeldAsync(int[] stored, int[] held)
    {
        Array.ForEach(stored, number => _ledger.TryRecord(SampleRequests.Answered(number)));
        await _ledger.FlushAsync(Token);
        _store.IsFull = true;
        Array.ForEach(held, number => _ledger.TryRecord(number == 4 ? SampleRequests.Failed(number) : SampleRequests.Answered(number)));
        await _ledger.FlushAsync(Token);
    }

    private async Task AllStoredAsync()
    {
        while (!_ledger.OnTheirWay().IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }
}
