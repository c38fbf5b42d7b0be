using System.Diagnostics;
using System.Runtime.InteropServices;
using AntigravityTools.Testing;

namespace AntigravityTools.App.Tests.Desktop;

/// <summary>An X server without a screen, and a session bus of its own; tests are skipped where one of the parts is missing.</summary>
internal sealed class VirtualDisplay : IAsyncDisposable
{
    private readonly List<Process> _processes;

    private VirtualDisplay(List<Process> processes, string folder) => (_processes, Folder) = (processes, folder);

    /// <summary>Where the screen's memory lies, as XWD.</summary>
    public string Folder { get; }

    /// <summary>The variables that lead a program here.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public static async Task<VirtualDisplay> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The native window of this test is Linux' own.");
        Prerequisite.Require(File.Exists("/usr/bin/Xvfb"), "Xvfb is missing: install it with 'apt-get install xvfb'.");
        Prerequisite.Require(NativeLibrary.TryLoad("libwebkit2gtk-4.1.so.0", out _), "WebKitGTK is missing: install it with 'apt-get install libwebkit2gtk-4.1-0'.");
        var display = new VirtualDisplay([], Directory.CreateTempSubdirectory("display-").FullName);
        var number = await display.FirstLineAsync("Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-fbdir", display.Folder, "-nolisten", "tcp");
        display.Variables["DISPLAY"] = ":" + number;

        // No compositor and no graphics card here: WebKit is to draw by itself.
        display.Variables["WEBKIT_DISABLE_COMPOSITING_MODE"] = "1";
        display.Variables["WEBKIT_DISABLE_DMABUF_RENDERER"] = "1";
        display.Variables["NO_AT_BRIDGE"] = "1";
        display.Variables["DBUS_SESSION_BUS_ADDRESS"] = File.Exists("/usr/bin/dbus-daemon")
            ? await display.FirstLineAsync("dbus-daemon", "--session", "--nofork", "--print-address=1")
            : "disabled:";
        return display;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task<string> FirstLineAsync(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _processes.Add(process);
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.SkipWhen(string.IsNullOrWhiteSpace(line), $"{program} does not start here.");
        return line!.Trim();
    }
}
