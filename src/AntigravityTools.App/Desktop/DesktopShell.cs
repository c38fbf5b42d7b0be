using AntigravityTools.App.Hosting;
using AntigravityTools.Core.Management;
using AntigravityTools.Ui;

namespace AntigravityTools.App.Desktop;

/// <summary>Keeps window and tray in step with the gateway behind them.</summary>
internal sealed class DesktopShell : IAsyncDisposable
{
    private readonly GatewayHost _host;
    private readonly IDesktopWindow _window;
    private readonly Texts _texts;
    private Task _toggling = Task.CompletedTask;

    public DesktopShell(GatewayHost host, IDesktopWindow window)
    {
        (_host, _window) = (host, window);
        _texts = new Texts(host.Parts.Configuration);
        host.Parts.Proxy.Changed += Tell;
        host.Parts.Configuration.Changed += Tell;
        host.ConsoleMoved += Follow;
    }

    /// <summary>Opens the console in the window, signed in.</summary>
    public void Open(bool show)
    {
        Tell();
        if (_host.Console is { } console)
        {
            _window.Open(console.LoginLink(), show);
        }
        else
        {
            _window.ShowPage(ErrorPage.Write(_host.ConsoleError!));
        }
    }

    /// <summary>Does what was chosen in the tray's menu.</summary>
    public void Act(TrayAction action)
    {
        switch (action)
        {
            case TrayAction.Open:
                _window.Present();
                break;
            case TrayAction.Toggle when _toggling.IsCompleted:
                _toggling = ToggleAsync();
                break;
            case TrayAction.Quit:
                _window.Quit();
                break;
            default:
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _host.ConsoleMoved -= Follow;
        _host.Parts.Configuration.Changed -= Tell;
        _host.Parts.Proxy.Changed -= Tell;
        await _toggling.ConfigureAwait(false);
    }

    private async Task ToggleAsync()
    {
        var proxy = _host.Parts.ProxyControl;
        if (proxy.Status.State == "running")
        {
            await proxy.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await proxy.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Follow() => Open(show: false);

    private void Tell() => _window.Tell(StateOf(_host.Parts.ProxyControl.Status));

    private TrayState StateOf(ProxyStatus proxy) => new()
    {
        Icon = proxy.State switch { "running" => TrayIcon.Running, "failed" => TrayIcon.Failed, _ => TrayIcon.Stopped },
        Status = proxy.State switch
        {
            "running" => _texts.Format("TrayRunning", proxy.Url),
            "failed" => _texts["TrayFailed"],
            _ => _texts["TrayStopped"],
        },
        Toggle = proxy.State == "running" ? _texts["StopProxy"] : _texts["StartProxy"],
        Open = _texts["TrayOpen"],
        Quit = _texts["TrayQuit"],
    };
}
