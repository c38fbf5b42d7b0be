using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>What was used, by time and by model, account, key or protocol.</summary>
public sealed partial class TokenStats
{
    private const int RowsByTime = 200;
    private const int MostLabels = 8;
    private IDisposable? _news;

    /// <summary>How many days back.</summary>
    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    /// <summary>The width of a bar.</summary>
    [SupplyParameterFromQuery]
    public string? Bucket { get; set; }

    /// <summary>By what usage is grouped.</summary>
    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    /// <summary>What the chart measures.</summary>
    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    [Inject]
    private TokenStatsViewModel View { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    // As many labels as fit side by side.
    private IReadOnlyList<(string Time, string Label)> Bars
    {
        get
        {
            var step = Math.Max(1, (View.Starts.Length + MostLabels - 1) / MostLabels);
            return [.. View.Starts.Select((start, index) => (TimeOf(start), index % step == step / 2 ? LabelOf(start) : ""))];
        }
    }

    private Func<double, string>? Written => View.Choice.Metric == "cost" ? value => T.Money((decimal)value) : null;

    /// <inheritdoc/>
    protected override void OnInitialized() => _news = Requests.OnRecorded(Signal);

    /// <inheritdoc/>
    protected override void Leave() => _news?.Dispose();

    /// <inheritdoc/>
    protected override Task PullAsync()
    {
        View.Choice = StatsChoice.Read(Range, Bucket, Group, Metric);
        return View.PullAsync(Gone);
    }

    private string LabelOf(DateTimeOffset start) => View.Choice is { Span: UsageSpan.Hour, Days: 1 }
        ? start.ToLocalTime().ToString("HH:mm", T.Culture)
        : Shown(start).ToString("M/d", T.Culture);

    private string TimeOf(DateTimeOffset start) => Shown(start).ToString(View.Choice.Span == UsageSpan.Hour ? "g" : "d", T.Culture);

    // Days and weeks are UTC's; west of Greenwich their first moment is still yesterday.
    private DateTimeOffset Shown(DateTimeOffset start) => View.Choice.Span == UsageSpan.Hour ? start.ToLocalTime() : start.ToUniversalTime();

    private string Compared(double now, double before) => TokenStatsViewModel.Change(now, before) is { } change
        ? T.Format("AgainstBefore", change.ToString("+0.#%;-0.#%;±0%", T.Culture))
        : T["NothingBefore"];
}
