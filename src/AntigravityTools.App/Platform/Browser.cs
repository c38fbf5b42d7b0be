using System.ComponentModel;
using System.Diagnostics;

namespace AntigravityTools.App.Platform;

/// <summary>Opens a page in the person's browser; only the command line and the desktop shell do this.</summary>
internal static class Browser
{
    /// <summary>Asks the system to open an address; where it has no browser, the address printed at start is there to be copied.</summary>
    public static void Open(string url)
    {
        try
        {
            using var process = OperatingSystem.IsLinux()
                ? Process.Start(new ProcessStartInfo("xdg-open", url) { RedirectStandardOutput = true, RedirectStandardError = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", url)
                : Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
        }
        catch (Win32Exception error)
        {
            Console.Error.WriteLine($"No browser could be opened ({error.Message}); open {url} yourself.");
        }
    }
}
