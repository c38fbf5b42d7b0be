using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;

namespace AntigravityTools.Core.Management;

/// <summary>Sums of usage over time.</summary>
public sealed class StatsQueries(IUsageStore store, UsageLedger ledger)
{
    /// <summary>Records that had to be dropped since the start.</summary>
    public long Dropped => ledger.Dropped;

    /// <summary>Sums over a span of time.</summary>
    public async Task<UsageSummary> SummaryAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await store.SummarizeAsync(from, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sums per bucket and group, oldest first.</summary>
    public async Task<IReadOnlyList<UsageBucket>> TokensAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await store.BucketsAsync(span, group, from, to, cancellationToken).ConfigureAwait(false);
    }
}
