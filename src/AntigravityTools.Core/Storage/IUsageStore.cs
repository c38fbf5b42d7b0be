using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps finished requests and their usage.</summary>
public interface IUsageStore
{
    /// <summary>Appends a batch in one transaction; a request that is stored already, by id and start, changes nothing.</summary>
    Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken);

    /// <summary>One page, newest first: by start, then by arrival.</summary>
    Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken);

    /// <summary>One request whole, or null.</summary>
    Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sums over a span of time, in whole UTC hours: the hour of <paramref name="from"/> and the one before <paramref name="to"/>
    /// count in full. Percentiles come from the kept histograms.
    /// </summary>
    Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Sums per bucket and group, oldest first, in whole UTC hours as above; empty buckets are left out.</summary>
    Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Totals by account id, over all time.</summary>
    Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes request rows older than an instant, and the oldest beyond a number of rows or while the store takes more than a number
    /// of bytes; the sums stay. Returns rows removed.
    /// </summary>
    Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Removes all request rows; the sums stay.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}
