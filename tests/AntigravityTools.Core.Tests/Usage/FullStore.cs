using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;

namespace AntigravityTools.Core.Tests.Usage;

/// <summary>A store whose disk is full until it is emptied.</summary>
internal sealed class FullStore : IUsageStore
{
    private readonly InMemoryUsageStore _store = new();

    public bool IsFull { get; set; } = true;

    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken) =>
        IsFull ? Task.FromException(new IOException("No space left on device")) : _store.AppendAsync(batch, cancellationToken);

    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken) => _store.QueryAsync(query, cancellationToken);

    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) => _store.FindAsync(id, cancellationToken);

    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => _store.SummarizeAsync(from, to, cancellationToken);

    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        _store.BucketsAsync(span, group, from, to, cancellationToken);

    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken) => _store.TotalsAsync(cancellationToken);

    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken) =>
        _store.PruneAsync(olderThan, maxRows, maxBytes, cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => _store.ClearAsync(cancellationToken);
}
