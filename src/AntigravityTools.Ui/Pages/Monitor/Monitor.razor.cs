using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>Requests as they happen, and the history behind them.</summary>
public sealed partial class Monitor
{
    private RequestPage _page = new([], null);
    private RequestRecord? _open;
    private string? _text;
    private string? _before;
    private bool _errorsOnly;
    private IDisposable? _news;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => _news = Requests.OnRecorded(OnNews);

    /// <inheritdoc/>
    protected override void Leave() => _news?.Dispose();

    /// <inheritdoc/>
    protected override async Task PullAsync() => _page = await Requests.ListAsync(
        new RequestQuery { Before = _before, ErrorsOnly = _errorsOnly, Text = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim() }, Gone);

    // An older page stays where it is while news come in.
    private void OnNews()
    {
        if (_before is null)
        {
            Signal();
        }
    }

    private Task SearchAsync(string? text)
    {
        (_text, _before) = (text, null);
        return PullSafelyAsync();
    }

    private Task ErrorsAsync(bool only)
    {
        (_errorsOnly, _before) = (only, null);
        return PullSafelyAsync();
    }

    private Task MoveAsync(string? before)
    {
        _before = before;
        return PullSafelyAsync();
    }
}
