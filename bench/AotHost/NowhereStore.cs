using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AotHost;

/// <summary>Keeps nothing: what bench/load/recording.sh measures recording against. The program itself always records.</summary>
internal sealed class NowhereStore : IUsageStore
{
    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken) => Task.FromResult(new RequestPage([], null));

    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<RequestRecord?>(null);

    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Task.FromResult(new UsageSummary());

    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UsageBucket>>([]);

    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, AccountTotals>>(new Dictionary<string, AccountTotals>());

    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task ClearAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
