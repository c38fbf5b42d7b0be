using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.RollUps;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Requests that live as long as the process: the newest 100,000, and the sums of all.</summary>
public sealed class InMemoryUsageStore(int capacity = InMemoryUsageStore.DefaultCapacity) : IUsageStore
{
    /// <summary>Rows kept where nobody says otherwise.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _lock = new();
    private readonly List<RequestRecord> _oldestFirst = [];
    private readonly Dictionary<string, RequestRecord> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<RollUpKey, UsageSums> _sums = [];
    private readonly Dictionary<string, AccountTotals> _totals = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken)
    {
        var added = new UsageBatch();
        lock (_lock)
        {
            foreach (var request in batch)
            {
                if (_byId.TryAdd(request.Id, request))
                {
                    _oldestFirst.Insert(PlaceOf(request), request);
                    added.Add(request);
                }
            }

            foreach (var (key, sums) in added.Hours())
            {
                RollUp.Add(_sums, key, sums);
            }

            foreach (var (id, totals) in added.Totals())
            {
                _totals[id] = _totals.GetValueOrDefault(id, AccountTotals.None) + totals;
            }

            RemoveOldest(_oldestFirst.Count - capacity);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        var items = new List<RequestRecord>();
        var limit = Math.Clamp(query.Limit, 1, RequestQuery.LargestLimit);
        lock (_lock)
        {
            for (var at = Before(query.Before) - 1; at >= 0 && items.Count <= limit; at--)
            {
                if (RequestMatch.Matches(query, _oldestFirst[at]))
                {
                    items.Add(_oldestFirst[at]);
                }
            }
        }

        return Task.FromResult(items.Count > limit
            ? new RequestPage([.. items[..limit]], items[limit - 1].Id)
            : new RequestPage([.. items], null));
    }

    /// <inheritdoc/>
    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_byId.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var whole = new UsageSums();
        lock (_lock)
        {
            foreach (var (_, sums) in Between(null, from, to))
            {
                whole.Add(sums);
            }
        }

        return Task.FromResult(whole.ToSummary());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var buckets = new SortedBuckets(span);
        lock (_lock)
        {
            foreach (var (key, sums) in Between(group, from, to))
            {
                buckets.Of(key.Hour, key.Value).Add(sums);
            }
        }

        return Task.FromResult(buckets.ToList());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<string, AccountTotals>>(new Dictionary<string, AccountTotals>(_totals, StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var old = _oldestFirst.TakeWhile(request => request.StartedAt < olderThan).LongCount();
            return Task.FromResult(RemoveOldest(Math.Max(old, _oldestFirst.Count - maxRows)));
        }
    }

    /// <inheritdoc/>
    public Task ClearAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            RemoveOldest(_oldestFirst.Count);
        }

        return Task.CompletedTask;
    }

    private IEnumerable<KeyValuePair<RollUpKey, UsageSums>> Between(UsageGroup? group, DateTimeOffset from, DateTimeOffset to)
    {
        var first = RollUp.StartOf(UsageSpan.Hour, from);
        return _sums.Where(pair => pair.Key.Group == group && pair.Key.Hour >= first && pair.Key.Hour < to);
    }

    // Behind all that started before it or with it; most belong at the end.
    private int PlaceOf(RequestRecord request)
    {
        var at = _oldestFirst.Count;
        while (at > 0 && _oldestFirst[at - 1].StartedAt > request.StartedAt)
        {
            at--;
        }

        return at;
    }

    private int Before(string? id) => id is null ? _oldestFirst.Count : _byId.TryGetValue(id, out var request) ? _oldestFirst.LastIndexOf(request) : 0;

    private long RemoveOldest(long count)
    {
        for (var at = 0; at < count; at++)
        {
            _byId.Remove(_oldestFirst[at].Id);
        }

        _oldestFirst.RemoveRange(0, (int)Math.Max(0, count));
        return Math.Max(0, count);
    }
}
