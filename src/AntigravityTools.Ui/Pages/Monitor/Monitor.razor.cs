using AntigravityTools.Core.Management;
using AntigravityTools.Protocols.Model;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>Requests as they happen, and the history behind them.</summary>
public sealed partial class Monitor
{
    private IDisposable? _news;

    /// <summary>Text to find.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>Only clients of this protocol.</summary>
    [SupplyParameterFromQuery]
    public string? Protocol { get; set; }

    /// <summary>Only this model.</summary>
    [SupplyParameterFromQuery]
    public string? Model { get; set; }

    /// <summary>Only this account, by id.</summary>
    [SupplyParameterFromQuery]
    public string? Account { get; set; }

    /// <summary>Only this client key, by name.</summary>
    [SupplyParameterFromQuery]
    public string? Key { get; set; }

    /// <summary>Only this status.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>Only this far back.</summary>
    [SupplyParameterFromQuery]
    public string? Span { get; set; }

    /// <summary>The beginning of the user's own span.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The end of the user's own span.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>Only failures.</summary>
    [SupplyParameterFromQuery]
    public bool Errors { get; set; }

    /// <summary>The cursor of an older page.</summary>
    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    /// <summary>The id of the request whose details are open.</summary>
    [SupplyParameterFromQuery]
    public string? Open { get; set; }

    [Inject]
    private MonitorViewModel View { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private static DialogOptions Sheet { get; } = new() { Position = DialogPosition.CenterRight, CloseButton = true, CloseOnEscapeKey = true };

    private string Url => Proxy.Status.Url ?? FormattableString.Invariant($"http://127.0.0.1:{Proxy.Status.Port}");

    /// <inheritdoc/>
    protected override void OnInitialized() => _news = Requests.OnRecorded(OnNews);

    /// <inheritdoc/>
    protected override void Leave() => _news?.Dispose();

    /// <inheritdoc/>
    protected override Task PullAsync()
    {
        View.Filter = new MonitorFilter
        {
            ErrorsOnly = Errors,
            Protocol = ProtocolNames.Parse(Protocol),
            Model = Text(Model),
            Account = Text(Account),
            Key = Text(Key),
            Status = MonitorFilter.StatusOf(Status),
            Text = Text(Q),
            Span = Text(Span),
            From = MonitorFilter.MomentOf(From),
            To = MonitorFilter.MomentOf(To),
            Before = Text(Before),
        };
        return View.PullAsync(Text(Open), Gone);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Another filter begins at the newest request again.
    private void Narrow(string name, ChangeEventArgs change) => Keep((name, Text(change.Value as string)), ("before", null));

    private string Link(string id) => Navigation.GetUriWithQueryParameter("open", id);

    // An older page, and a held one, stay as they are while news come in.
    private void OnNews()
    {
        if (View.IsLive)
        {
            Signal();
        }
    }

    private Task PauseAsync()
    {
        View.IsPaused = !View.IsPaused;
        return View.IsPaused ? Task.CompletedTask : PullSafelyAsync();
    }

    private async Task ClearAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["ClearHistory"], T["ClearQuestion"], yesText: T["ClearHistory"], cancelText: T["Cancel"]) == true)
        {
            await View.ClearAsync(CancellationToken.None);
            await PullSafelyAsync();
        }
    }
}
