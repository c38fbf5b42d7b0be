using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>What Token Stats shows, free of rendering.</summary>
public sealed class TokenStatsViewModel(StatsQueries stats, AccountCommands accounts, TimeProvider time)
{
    private const int GroupsInChart = 6;
    private Dictionary<string, string> _names = [];

    /// <summary>What is asked for.</summary>
    public StatsChoice Choice { get; set; } = new();

    /// <summary>The sums of the span.</summary>
    public UsageSummary Now { get; private set; } = new();

    /// <summary>The sums of the same span before it.</summary>
    public UsageSummary Before { get; private set; } = new();

    /// <summary>The sums by time and group, oldest first.</summary>
    public IReadOnlyList<UsageBucket> Buckets { get; private set; } = [];

    /// <summary>False until the first pull has ended.</summary>
    public bool IsRead { get; private set; }

    /// <summary>The span's first moment.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>The span's end.</summary>
    public DateTimeOffset To { get; private set; }

    /// <summary>One row per group, most tokens first.</summary>
    public ImmutableArray<StatsRow> Rows { get; private set; } = [];

    /// <summary>The bars' first moments, gaps included.</summary>
    public ImmutableArray<DateTimeOffset> Starts { get; private set; } = [];

    /// <summary>Where the same figures are to be had for a spreadsheet.</summary>
    public string CsvAddress => string.Create(CultureInfo.InvariantCulture,
        $"/api/stats/export.csv?bucket={Word(Choice.Span)}&group_by={Word(Choice.Group)}&from={From.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={To.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <summary>The share of the input that came from a cache; null without input.</summary>
    public static double? CacheShareOf(UsageSummary sums) => sums.InputTokens == 0 ? null : (double)sums.CacheReadTokens / sums.InputTokens;

    /// <summary>The change against the span before, as a share; null where there was nothing.</summary>
    public static double? Change(double now, double before) => before == 0 ? null : (now - before) / before;

    /// <summary>Reads everything anew.</summary>
    public async Task PullAsync(CancellationToken cancellationToken)
    {
        // A request that ended this very moment belongs to what is shown.
        To = time.GetUtcNow().AddSeconds(1);
        From = To - TimeSpan.FromDays(Choice.Days);
        Now = await stats.SummaryAsync(From, To, cancellationToken);
        Before = await stats.SummaryAsync(From - TimeSpan.FromDays(Choice.Days), From, cancellationToken);
        Buckets = await stats.TokensAsync(Choice.Span, Choice.Group, From, To, cancellationToken);
        _names = Choice.Group == UsageGroup.Account
            ? (await accounts.ListAsync(cancellationToken)).ToDictionary(account => account.Id, account => account.Name)
            : [];
        Rows = RowsOf(Buckets);
        Starts = StartsOf(Buckets, Choice.Span, From, To);
        IsRead = true;
    }

    /// <summary>A group's name for people: an account's name for its id; empty where requests had none.</summary>
    public string NameOf(string group) => _names.GetValueOrDefault(group, group);

    /// <summary>The chart's series: the groups with the most, and all others as one under <paramref name="others"/>.</summary>
    public IReadOnlyList<(string Group, double[] Values)> Series(string none, string others)
    {
        var shown = Rows.Select(row => row.Group).Take(GroupsInChart).ToList();
        var places = Starts.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var series = shown.ToDictionary(group => group, _ => new double[Starts.Length]);
        var rest = new double[Starts.Length];
        foreach (var bucket in Buckets)
        {
            (series.GetValueOrDefault(bucket.Group) ?? rest)[places[bucket.Start]] += Measure(bucket.Sums);
        }

        var all = shown.Select(group => (Group: group.Length == 0 ? none : NameOf(group), Values: series[group])).ToList();
        return rest.Any(value => value > 0) ? [.. all, (others, rest)] : all;
    }

    internal static ImmutableArray<StatsRow> RowsOf(IReadOnlyList<UsageBucket> buckets)
    {
        var sums = buckets.GroupBy(bucket => bucket.Group).Select(group => (group.Key, Sums: Add(group.Select(bucket => bucket.Sums)))).ToList();
        var all = Math.Max(1, sums.Sum(group => group.Sums.InputTokens + group.Sums.OutputTokens));
        return
        [
            .. sums.Select(group => new StatsRow(group.Key, group.Sums, (double)(group.Sums.InputTokens + group.Sums.OutputTokens) / all))
                .OrderByDescending(row => row.Share).ThenByDescending(row => row.Sums.Requests),
        ];
    }

    // Where days begin is the store's choice, so the bars are counted from one that it gave.
    internal static ImmutableArray<DateTimeOffset> StartsOf(IReadOnlyList<UsageBucket> buckets, UsageSpan span, DateTimeOffset from, DateTimeOffset to)
    {
        if (buckets.Count == 0)
        {
            return [];
        }

        var width = span switch { UsageSpan.Hour => TimeSpan.FromHours(1), UsageSpan.Day => TimeSpan.FromDays(1), _ => TimeSpan.FromDays(7) };
        var first = buckets.Min(bucket => bucket.Start);
        while (first > from)
        {
            first -= width;
        }

        var starts = new SortedSet<DateTimeOffset>(buckets.Select(bucket => bucket.Start));
        for (var start = first; start < to; start += width)
        {
            starts.Add(start);
        }

        return [.. starts];
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private double Measure(UsageSummary sums) => Choice.Metric switch
    {
        "requests" => sums.Requests,
        "cost" => (double)(sums.CostUsd ?? 0),
        _ => sums.InputTokens + sums.OutputTokens,
    };

    private static UsageSummary Add(IEnumerable<UsageSummary> all) => all.Aggregate(new UsageSummary(), (sum, one) => sum with
    {
        Requests = sum.Requests + one.Requests,
        Errors = sum.Errors + one.Errors,
        InputTokens = sum.InputTokens + one.InputTokens,
        OutputTokens = sum.OutputTokens + one.OutputTokens,
        CacheReadTokens = sum.CacheReadTokens + one.CacheReadTokens,
        CacheWriteTokens = sum.CacheWriteTokens + one.CacheWriteTokens,
        ReasoningTokens = sum.ReasoningTokens + one.ReasoningTokens,
        CostUsd = one.CostUsd is null ? sum.CostUsd : (sum.CostUsd ?? 0) + one.CostUsd,
    });
}
