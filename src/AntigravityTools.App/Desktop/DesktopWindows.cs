using AntigravityTools.App.Desktop.Gtk;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Desktop;

/// <summary>Chooses the window: native where its library is installed, else a browser in app mode, else a browser.</summary>
internal static class DesktopWindows
{
    /// <summary>The variable that asks for the browser even where a native window could be had.</summary>
    public const string Variable = "ANTIGRAVITY_TOOLS_WINDOW";

    /// <summary>The window for a data directory; <paramref name="link"/> gives a fresh login link.</summary>
    public static IDesktopWindow Create(DataDirectory directory, IReadOnlyDictionary<string, string> environment, Func<string?> link, WindowHooks hooks)
    {
        var size = new WindowSizeFile(directory.Window).Read();
        return environment.GetValueOrDefault(Variable) != "browser" && WebKitWindow.IsAvailable
            ? new WebKitWindow(size, hooks)
            : new BrowserWindow(BrowserWindow.Find(environment), directory.WindowProfile, size, link);
    }
}
