using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>What was used, by time and by model, account, key or protocol.</summary>
public sealed partial class TokenStats
{
    private IDisposable? _news;

    [Inject]
    private StatsQueries Stats { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private TokenStatsViewModel View { get; } = new();

    /// <inheritdoc/>
    protected override void OnInitialized() => _news = Requests.OnRecorded(Signal);

    /// <inheritdoc/>
    protected override void Leave() => _news?.Dispose();

    /// <inheritdoc/>
    protected override async Task PullAsync()
    {
        var now = Clock.GetUtcNow();
        View.Rows = await Stats.TokensAsync(View.Span, View.Group, now.AddDays(-View.Days), now.AddSeconds(1), Gone);
    }

    private Task SpanAsync(UsageSpan span)
    {
        View.Span = span;
        return PullSafelyAsync();
    }

    private Task GroupAsync(UsageGroup group)
    {
        View.Group = group;
        return PullSafelyAsync();
    }

    private Task DaysAsync(int days)
    {
        View.Days = days;
        return PullSafelyAsync();
    }
}
