using System.Drawing;
using System.Runtime.Versioning;
using Microsoft.Web.WebView2.Core;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The page inside the window, shown by the system's WebView2 (https://learn.microsoft.com/microsoft-edge/webview2). Lives on the window's thread, which needs a message loop.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WebView2View
{
    private readonly CoreWebView2Controller _controller;
    private readonly WindowHooks _hooks;
    private HomeAddress _home;

    private WebView2View(CoreWebView2Controller controller, WindowHooks hooks, Action lost)
    {
        (_controller, _hooks) = (controller, hooks);
        var page = controller.CoreWebView2;
        page.Settings.IsStatusBarEnabled = false;
        page.NavigationStarting += (_, start) => start.Cancel = SendOut(start.Uri);
        page.NavigationCompleted += (_, _) => _hooks.Loaded(page.Source);
        page.NewWindowRequested += (_, request) =>
        {
            // The console has one window; what asks for another belongs to the browser.
            request.Handled = true;
            if (HomeAddress.IsWeb(request.Uri))
            {
                _hooks.OpenOutside(request.Uri);
            }
        };
        page.ProcessFailed += (_, failure) =>
        {
            if (failure.ProcessFailedKind == CoreWebView2ProcessFailedKind.BrowserProcessExited)
            {
                lost();
            }
        };
    }

    /// <summary>True where the runtime is installed: it comes with Windows 11 and with Edge, yet a company's image may lack it.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                return !string.IsNullOrEmpty(CoreWebView2Environment.GetAvailableBrowserVersionString());
            }
            catch (Exception error) when (error is WebView2RuntimeNotFoundException or DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Fills a window with a page; what it keeps lies in the folder <paramref name="profile"/>. <paramref name="lost"/> is called when the runtime's own process has ended.</summary>
    public static async Task<WebView2View> CreateAsync(nint window, string profile, WindowHooks hooks, Action lost)
    {
        var environment = await CoreWebView2Environment.CreateAsync(null, profile).ConfigureAwait(true);
        return new WebView2View(await environment.CreateCoreWebView2ControllerAsync(window).ConfigureAwait(true), hooks, lost);
    }

    /// <summary>Loads a page of the console.</summary>
    public void Open(string url)
    {
        _home = HomeAddress.Of(url);
        _controller.CoreWebView2.Navigate(url);
    }

    /// <summary>Shows a page of our own.</summary>
    public void ShowPage(string html) => _controller.CoreWebView2.NavigateToString(html);

    /// <summary>Fills the window as it is now.</summary>
    public void Fit(Win32Native.Rectangle inside) => _controller.Bounds = Rectangle.FromLTRB(inside.Left, inside.Top, inside.Right, inside.Bottom);

    /// <summary>Stops or resumes drawing.</summary>
    public void Show(bool isShown) => _controller.IsVisible = isShown;

    /// <summary>Takes the keyboard.</summary>
    public void Focus() => _controller.MoveFocus(CoreWebView2MoveFocusReason.Programmatic);

    /// <summary>Lets lists and menus of the page follow the window.</summary>
    public void Follow() => _controller.NotifyParentWindowPositionChanged();

    /// <summary>Ends it.</summary>
    public void Close() => _controller.Close();

    private bool SendOut(string address)
    {
        if (!_home.LeadsOut(address))
        {
            return false;
        }

        _hooks.OpenOutside(address);
        return true;
    }
}
