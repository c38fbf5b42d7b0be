using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>Where the ledger writes in these tests; they read the records themselves, never a query.</summary>
internal sealed class KeptRecords : IUsageStore
{
    public List<RequestRecord> Records { get; } = [];

    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken)
    {
        Records.AddRange(batch);
        return Task.CompletedTask;
    }

    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ClearAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
