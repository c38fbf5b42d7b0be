using AntigravityTools.App.Desktop.Gtk;
using AntigravityTools.App.Desktop.Win32;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Desktop;

/// <summary>Chooses the window: native where its library is installed, else a browser in app mode, else a browser. On Windows the tray icon is there in any case.</summary>
internal static class DesktopWindows
{
    /// <summary>The variable that asks for the browser even where a native window could be had.</summary>
    public const string Variable = "ANTIGRAVITY_TOOLS_WINDOW";

    /// <summary>The window for a data directory; <paramref name="link"/> gives a fresh login link.</summary>
    public static IDesktopWindow Create(DataDirectory directory, IReadOnlyDictionary<string, string> environment, Func<string?> link, WindowHooks hooks)
    {
        var size = new WindowSizeFile(directory.Window).Read();
        var browser = new BrowserWindow(BrowserWindow.Find(environment), directory.WindowProfile, size, link);
        var inBrowser = environment.GetValueOrDefault(Variable) == "browser";
        if (OperatingSystem.IsWindows())
        {
            if (!inBrowser && !WebView2View.IsInstalled)
            {
                inBrowser = true;
                hooks.Noted("opens in a browser: Microsoft's WebView2 runtime is not installed (https://developer.microsoft.com/microsoft-edge/webview2).");
            }

            return new WebView2Window(size, hooks, directory.WindowProfile, link, browser, inBrowser);
        }

        return !inBrowser && WebKitWindow.IsAvailable ? new WebKitWindow(size, hooks, directory.Path) : browser;
    }
}
