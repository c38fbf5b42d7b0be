using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>What Token Stats shows, free of rendering.</summary>
public sealed class TokenStatsViewModel
{
    /// <summary>The width of a bucket.</summary>
    public UsageSpan Span { get; set; } = UsageSpan.Hour;

    /// <summary>By what usage is grouped.</summary>
    public UsageGroup Group { get; set; } = UsageGroup.Model;

    /// <summary>How many days back.</summary>
    public int Days { get; set; } = 1;

    /// <summary>The sums, oldest first.</summary>
    public IReadOnlyList<UsageBucket> Rows { get; set; } = [];

    /// <summary>One bar for each span of time, its height in percent of the highest.</summary>
    public IEnumerable<TokenBar> Bars
    {
        get
        {
            var totals = Rows.GroupBy(row => row.Start).Select(group => (Start: group.Key, Tokens: group.Sum(row => row.Sums.InputTokens + row.Sums.OutputTokens))).ToList();
            var most = Math.Max(1, totals.Count == 0 ? 1 : totals.Max(total => total.Tokens));
            return totals.Select(total => new TokenBar(total.Start, total.Tokens, most));
        }
    }
}
