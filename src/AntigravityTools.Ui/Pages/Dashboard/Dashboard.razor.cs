using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>The first page: is it running, what did it do today, what went wrong last.</summary>
public sealed partial class Dashboard
{
    private const int FailuresShown = 5;
    private IDisposable? _news;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private AccountCommands Accounts { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    [Inject]
    private StatsQueries Stats { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private DashboardViewModel View { get; set; } = new();

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
    protected override async Task PullAsync()
    {
        var now = Clock.GetUtcNow();
        var today = new DateTimeOffset(Clock.GetLocalNow().Date, Clock.GetLocalNow().Offset).ToUniversalTime();
        View = new DashboardViewModel
        {
            Accounts = await Accounts.ListAsync(Gone),
            Today = await Stats.SummaryAsync(today, now.AddSeconds(1), Gone),
            Buckets = await Stats.TokensAsync(UsageSpan.Hour, UsageGroup.Protocol, now.AddHours(-23), now.AddSeconds(1), Gone),
            Failures = (await Requests.ListAsync(new RequestQuery { ErrorsOnly = true, Limit = FailuresShown }, Gone)).Items,
            Now = now,
        };
    }

    private Task<ProxyStatus> StartAsync() => Proxy.StartAsync(CancellationToken.None);

    private Task<ProxyStatus> StopAsync() => Proxy.StopAsync(CancellationToken.None);
}
