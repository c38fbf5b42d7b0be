using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>Gathers hourly sums into wider buckets.</summary>
/// <param name="span">The width of a bucket.</param>
public sealed class SortedBuckets(UsageSpan span)
{
    private readonly Dictionary<(DateTimeOffset Start, string Group), UsageSums> _buckets = [];

    /// <summary>The sums of the bucket that an hour falls into.</summary>
    public UsageSums Of(DateTimeOffset hour, string group)
    {
        var key = (RollUp.StartOf(span, hour), group);
        if (!_buckets.TryGetValue(key, out var sums))
        {
            _buckets[key] = sums = new UsageSums();
        }

        return sums;
    }

    /// <summary>All buckets, oldest first, then by group.</summary>
    public IReadOnlyList<UsageBucket> ToList() =>
    [
        .. _buckets.OrderBy(pair => pair.Key.Start).ThenBy(pair => pair.Key.Group, StringComparer.Ordinal)
            .Select(pair => new UsageBucket(pair.Key.Start, pair.Key.Group, pair.Value.ToSummary())),
    ];
}
