using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>The first page: is it running, what did it do today, what went wrong last.</summary>
public sealed partial class Dashboard
{
    private IDisposable? _news;
    private bool _busy;

    [Inject]
    private DashboardViewModel View { get; set; } = null!;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private AccountCommands Accounts { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    [Inject]
    private FirstSteps Steps { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _news = Requests.OnRecorded(Signal);
        Proxy.Changed += Signal;
        Accounts.Changed += Signal;
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        _news?.Dispose();
        Proxy.Changed -= Signal;
        Accounts.Changed -= Signal;
    }

    /// <inheritdoc/>
    protected override Task PullAsync() => View.PullAsync(Gone);

    private async Task ToggleAsync()
    {
        _busy = true;
        await (View.IsRunning ? Proxy.StopAsync(CancellationToken.None) : Proxy.StartAsync(CancellationToken.None));
        _busy = false;
        await PullSafelyAsync();
    }

    private Task HealthOpened()
    {
        Steps.NoteHealthOpened();
        return PullSafelyAsync();
    }

    private IReadOnlyList<(string Name, double[] Values)> ChartSeries =>
    [
        (T["Answered"], [.. View.Hours.Select(hour => (double)hour.Answered)]),
        (T["Failed"], [.. View.Hours.Select(hour => (double)hour.Failed)]),
    ];

    // Every fourth hour is written: more would not fit on a phone.
    private IReadOnlyList<(string Time, string Label)> ChartBars =>
        [.. View.Hours.Select(hour => hour.Start.ToLocalTime()).Select((start, index) => (start.ToString("g", T.Culture), index % 4 == 3 ? start.ToString("HH:mm", T.Culture) : ""))];
}
