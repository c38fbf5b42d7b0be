using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;

namespace AntigravityTools.Core.Management;

/// <summary>Finished requests: pages of history, one in full, and the news.</summary>
public sealed class RequestQueries(IUsageStore store, UsageLedger ledger, LiveFeed feed, ICaptureStore? captures = null)
{
    /// <summary>One page, newest first; what was recorded before the call is in it.</summary>
    public async Task<RequestPage> ListAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        if (query.Before is not null)
        {
            await ledger.FlushAsync(cancellationToken).ConfigureAwait(false);
            return await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        }

        // The first page is asked for again and again: it takes from the ledger what the store has not got yet and waits for no disk.
        var newest = ledger.OnTheirWay().Where(request => RequestMatch.Matches(query, request)).ToList();
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return newest.Count == 0 ? page : Merge(newest, page, Math.Clamp(query.Limit, 1, RequestQuery.LargestLimit));
    }

    /// <summary>One request whole, or null.</summary>
    public async Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        ledger.OnTheirWay().FirstOrDefault(request => request.Id == id) ?? await store.FindAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>Removes all rows, and the bodies that were captured with them; the sums of Token Stats stay.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(cancellationToken).ConfigureAwait(false);
        await store.ClearAsync(cancellationToken).ConfigureAwait(false);
        if (captures is not null)
        {
            await captures.DeleteOlderAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The latest requests and the news since, with sequence numbers.</summary>
    public LiveSubscription Watch() => feed.Watch();

    /// <summary>Calls back after each finished request until disposed; the callback must be quick and must not throw.</summary>
    public IDisposable OnRecorded(Action callback) => feed.OnPublished(callback);

    private static RequestPage Merge(List<RequestRecord> newest, RequestPage page, int limit)
    {
        newest.Reverse();
        var merged = newest.Concat(page.Items).DistinctBy(request => request.Id).OrderByDescending(request => request.StartedAt).ToList();
        return merged.Count > limit ? new RequestPage([.. merged[..limit]], merged[limit - 1].Id)
            : new RequestPage([.. merged], page.Next is null ? null : merged[^1].Id);
    }
}
