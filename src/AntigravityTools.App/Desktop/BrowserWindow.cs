using System.ComponentModel;
using System.Diagnostics;

namespace AntigravityTools.App.Desktop;

/// <summary>
/// The console in a browser's app mode: a window without tabs and address bar. Where there is no such browser the person's own browser
/// opens it. Closing it leaves the program running; there is no tray icon.
/// </summary>
internal sealed class BrowserWindow(string? executable, string profile, WindowSize size, Func<string?> link) : IDesktopWindow, IDisposable
{
    private static readonly string[] Names =
        ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge", "microsoft-edge-stable", "brave-browser"];

    private static readonly string[] MacNames = ["Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser"];
    private static readonly string[] WindowsRoots = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"];

    private readonly ManualResetEventSlim _ending = new();

    public bool IsOwn => false;

    /// <summary>The browser that can do it, or null.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> environment) => Candidates(environment).FirstOrDefault(File.Exists);

    public string? Run(Action ready)
    {
        ready();
        _ending.Wait();
        return null;
    }

    public void Open(string url, bool show)
    {
        if (!show)
        {
            return;
        }

        if (executable is null)
        {
            Platform.Browser.Open(url);
            return;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(executable, [$"--app={url}", $"--user-data-dir={profile}", $"--window-size={size.Width},{size.Height}", "--no-first-run", "--no-default-browser-check"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            Platform.Browser.Open(url);
        }
    }

    public void ShowPage(string html) => Open("data:text/html;charset=utf-8," + Uri.EscapeDataString(html), show: true);

    public void Present()
    {
        if (link() is { } url)
        {
            Open(url, show: true);
        }
    }

    public void Tell(TrayState state)
    {
        // There is no icon to say it with.
    }

    public void Quit() => _ending.Set();

    public void Dispose() => _ending.Dispose();

    private static IEnumerable<string> Candidates(IReadOnlyDictionary<string, string> environment)
    {
        if (OperatingSystem.IsMacOS())
        {
            return [.. MacNames.Select(name => $"/Applications/{name}.app/Contents/MacOS/{name}")];
        }

        if (OperatingSystem.IsWindows())
        {
            string[] roots = [.. WindowsRoots.Select(name => environment.GetValueOrDefault(name)).OfType<string>()];
            string[] places = [@"Microsoft\Edge\Application\msedge.exe", @"Google\Chrome\Application\chrome.exe"];
            return places.SelectMany(place => roots.Select(root => Path.Combine(root, place)));
        }

        var folders = (environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)));
    }
}
