using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AotHost;

/// <summary>
/// A store whose recording can be switched off and on in the middle of a run: what bench/load/recording.sh measures. Two processes of the
/// same program differ by more than recording costs. The program itself always records.
/// </summary>
internal sealed class SwitchedStore(IUsageStore store) : IUsageStore
{
    private volatile bool _isOff;

    public void Switch() => _isOff = !_isOff;

    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken) => _isOff ? Task.CompletedTask : store.AppendAsync(batch, cancellationToken);

    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken) => store.QueryAsync(query, cancellationToken);

    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => store.SummarizeAsync(from, to, cancellationToken);

    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        store.BucketsAsync(span, group, from, to, cancellationToken);

    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken) => store.TotalsAsync(cancellationToken);

    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken) =>
        store.PruneAsync(olderThan, maxRows, maxBytes, cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => store.ClearAsync(cancellationToken);
}
