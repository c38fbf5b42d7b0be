using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>What Token Stats shows. All of it is in the page's address.</summary>
public sealed record StatsChoice
{
    private const int LongestInHours = 7;

    /// <summary>The spans that can be chosen, in days.</summary>
    public static IReadOnlyList<int> Ranges { get; } = [1, 7, 30, 90];

    /// <summary>What the chart can measure.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["tokens", "requests", "cost"];

    /// <summary>How many days back.</summary>
    public int Days { get; init; } = 1;

    /// <summary>The width of a bar.</summary>
    public UsageSpan Span { get; init; } = UsageSpan.Hour;

    /// <summary>By what usage is grouped.</summary>
    public UsageGroup Group { get; init; } = UsageGroup.Model;

    /// <summary>One of <see cref="Metrics"/>.</summary>
    public string Metric { get; init; } = Metrics[0];

    /// <summary>The widths that make sense for the span of days.</summary>
    public IReadOnlyList<UsageSpan> Spans => SpansOf(Days);

    /// <summary>Reads the words of an address; what is not known gets its default, and a width that would make too many bars is widened.</summary>
    public static StatsChoice Read(string? range, string? bucket, string? group, string? metric)
    {
        var days = Ranges.FirstOrDefault(one => FormattableString.Invariant($"{one}") == range, Ranges[0]);
        var fitting = SpansOf(days);
        var span = Enum.TryParse<UsageSpan>(bucket, ignoreCase: true, out var asked) && fitting.Contains(asked) ? asked : fitting[0];
        return new StatsChoice
        {
            Days = days,
            Span = span,
            Group = Enum.TryParse<UsageGroup>(group, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : UsageGroup.Model,
            Metric = Metrics.Contains(metric) ? metric! : Metrics[0],
        };
    }

    private static IReadOnlyList<UsageSpan> SpansOf(int days) => days switch
    {
        1 => [UsageSpan.Hour],
        <= LongestInHours => [UsageSpan.Hour, UsageSpan.Day],
        _ => [UsageSpan.Day, UsageSpan.Week],
    };
}
