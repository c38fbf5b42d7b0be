using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Web.WebView2.Core;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>
/// A window that is one WebView2 view, and the icon in the notification area. Closing hides it; links to elsewhere open in the person's
/// browser. Without WebView2 the console opens in a browser's window, and the icon stays.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WebView2Window : IDesktopWindow, IDisposable
{
    private const string Title = "Antigravity Tools";
    private const int Minimized = 1;

    // How long Windows lets a program say goodbye when its user logs off.
    private static readonly TimeSpan LogoffGrace = TimeSpan.FromSeconds(4);

    private readonly WindowHooks _hooks;
    private readonly BrowserWindow _browser;
    private readonly string _profile;
    private readonly Func<string?> _link;
    private readonly Win32Loop _loop;
    private readonly ManualResetEventSlim _over = new();
    private readonly uint _taskbarCame = Win32Native.RegisterMessage("TaskbarCreated");
    private WindowSize _size;
    private bool _inBrowser;
    private WebView2View? _view;
    private Task _starting = Task.CompletedTask;
    private Action<WebView2View> _show = _ => { };
    private Action<BrowserWindow> _showInBrowser = _ => { };
    private Win32Tray? _tray;
    private string? _refusal;
    private volatile bool _isLoggingOff;

    /// <summary>
    /// A window of a size; <paramref name="hooks"/> are called on its own thread. What WebView2 keeps lies in the folder <paramref name="profile"/>;
    /// <paramref name="link"/> gives a fresh login link. <paramref name="browser"/> shows the console where WebView2 can not, and from the
    /// start where <paramref name="inBrowser"/>.
    /// </summary>
    public WebView2Window(WindowSize size, WindowHooks hooks, string profile, Func<string?> link, BrowserWindow browser, bool inBrowser)
    {
        (_size, _hooks, _profile, _link, _browser, _inBrowser) = (size, hooks, profile, link, browser, inBrowser);
        _loop = new Win32Loop(Title, Answer);
    }

    public bool IsOwn => !_inBrowser;

    // COM wants a thread of the single-threaded kind, and it may outlive this call when the user logs off.
    public string? Run(Action ready)
    {
        var thread = new Thread(() => Live(ready)) { Name = "window", IsBackground = true };
        thread.SetApartmentState(ApartmentState.STA);
        thread.Start();
        _over.Wait();
        if (!_isLoggingOff)
        {
            thread.Join();
        }

        return _refusal;
    }

    public void Open(string url, bool show) => _loop.Post(() =>
    {
        Want(view => view.Open(url), browser => browser.Open(url, show));
        if (show)
        {
            Raise();
        }
    });

    public void ShowPage(string html) => _loop.Post(() =>
    {
        Want(view => view.ShowPage(html), browser => browser.ShowPage(html));
        Raise();
    });

    public void Present() => _loop.Post(() =>
    {
        if (_inBrowser)
        {
            _browser.Present();
        }

        Raise();
    });

    public void Tell(TrayState state) => _loop.Post(() =>
    {
        if (_tray is null)
        {
            _tray = new Win32Tray(_loop.Window, state, _hooks.Chosen);
        }
        else
        {
            _tray.Tell(state);
        }
    });

    public void Quit() => _loop.Quit();

    public void Dispose()
    {
        _browser.Dispose();
        _over.Dispose();
    }

    private void Live(Action ready)
    {
        SynchronizationContext.SetSynchronizationContext(_loop);
        using (_loop)
        {
            if (_loop.TryOpen(_size, out var error))
            {
                Start();
                ready();
                Win32Loop.Run();
                Remember();
                _tray?.Release();
                _view?.Close();
            }
            else
            {
                _refusal = $"Windows makes no window here (error {error}). Use 'antigravity-tools serve' and open the console in a browser.";
            }
        }

        _over.Set();
    }

    private void Start()
    {
        if (!_inBrowser)
        {
            _starting = StartAsync();
        }
    }

    private async Task StartAsync()
    {
        try
        {
            _view = await WebView2View.CreateAsync(_loop.Window, _profile, _hooks, () => _loop.Post(Restart)).ConfigureAwait(true);
            Fit();
            _view.Show(Win32Native.IsVisible(_loop.Window) != 0);
            _show(_view);
        }
        catch (Exception error) when (error is COMException or WebView2RuntimeNotFoundException or DllNotFoundException or InvalidOperationException or UnauthorizedAccessException or ArgumentException)
        {
            _hooks.Noted($"opens in a browser: WebView2 can not be used here ({error.Message}).");
            _inBrowser = true;
            _loop.Hide();
            _showInBrowser(_browser);
        }
    }

    // The runtime was updated or killed: what was signed in with is gone with it.
    private void Restart()
    {
        if (_starting.IsCompleted)
        {
            _view = null;
            _hooks.Noted("is made again: WebView2 has ended.");
            if (_link() is { } url)
            {
                _show = view => view.Open(url);
            }

            Start();
        }
    }

    private void Want(Action<WebView2View> show, Action<BrowserWindow> showInBrowser)
    {
        (_show, _showInBrowser) = (show, showInBrowser);
        if (_inBrowser)
        {
            showInBrowser(_browser);
        }
        else if (_view is not null)
        {
            show(_view);
        }
    }

    private void Raise()
    {
        if (_inBrowser)
        {
            return;
        }

        _loop.Raise();
        _view?.Show(true);
    }

    private nint? Answer(uint message, nint wide, nint @long)
    {
        switch (message)
        {
            case WindowMessage.Close:
                _loop.Hide();
                _view?.Show(false);
                Remember();
                _hooks.Hidden();
                return 0;
            case WindowMessage.Size when wide != Minimized:
                Fit();
                return 0;
            case WindowMessage.Move:
                _view?.Follow();
                return null;
            case WindowMessage.SetFocus:
                _view?.Focus();
                return 0;
            case WindowMessage.DpiChanged:
                _loop.Place(@long);
                return 0;
            case WindowMessage.Tray:
                _tray?.Answer(TrayClick.Read(wide, @long));
                return 0;
            case WindowMessage.EndSession when wide != 0:
                SayGoodbye();
                return 0;
            default:
                if (message == _taskbarCame)
                {
                    _tray?.Show();
                }

                return null;
        }
    }

    // The process is ended as soon as this returns: the rest of the program comes to its orderly end meanwhile.
    private void SayGoodbye()
    {
        Remember();
        _isLoggingOff = true;
        _over.Set();
        using var processEnds = new ManualResetEventSlim();
        processEnds.Wait(LogoffGrace);
    }

    private void Remember()
    {
        _size = _loop.Measure() ?? _size;
        _hooks.Resized(_size);
    }

    private void Fit()
    {
        if (_view is not null && Win32Native.GetInside(_loop.Window, out var inside) != 0)
        {
            _view.Fit(inside);
        }
    }
}
