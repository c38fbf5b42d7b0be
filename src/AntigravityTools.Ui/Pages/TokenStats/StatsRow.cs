using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>One group's sums over the whole span.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Sums">Its sums.</param>
/// <param name="Share">Its share of all tokens.</param>
public sealed record StatsRow(string Group, UsageSummary Sums, double Share)
{
    /// <summary>The share of the input that came from a cache; null without input.</summary>
    public double? CacheShare => TokenStatsViewModel.CacheShareOf(Sums);
}
