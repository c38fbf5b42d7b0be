using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps finished requests and their usage.</summary>
public interface IUsageStore
{
    /// <summary>Appends a batch in one transaction.</summary>
    Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken);

    /// <summary>One page, newest first.</summary>
    Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken);

    /// <summary>One request whole, or null.</summary>
    Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Sums over a span of time; percentiles come from the kept histograms.</summary>
    Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Sums per bucket and group, oldest first; empty buckets are left out.</summary>
    Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Totals by account id, over all time.</summary>
    Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken);

    /// <summary>Removes request rows older than an instant and all beyond a number of rows; the sums stay. Returns rows removed.</summary>
    Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, CancellationToken cancellationToken);

    /// <summary>Removes all request rows; the sums stay.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}
