using System.Diagnostics;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Desktop;

/// <summary>The built program's window on a display without a screen.</summary>
public sealed class DesktopTests : IDisposable
{
    private const string Loaded = "  Window    shows";
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Window_ShowsTheConsoleSignedIn_ASecondStartRaisesIt_AndTheTrayQuits()
    {
        await using var display = await VirtualDisplay.StartAsync();
        Take(display);
        await using var first = await Gateway.StartAsync(_home, Loaded, "desktop", "--port", "0", "--console-port", "0");

        // The login link leads on to the start page; who is not signed in stays at /login.
        var console = _home.ReadRuntime().GetProperty("console_url").GetString();
        Assert.Contains($"{Loaded} {console}/\n", first.Output + "\n", StringComparison.Ordinal);
        Assert.Equal("null", _home.ReadRuntime().GetProperty("proxy_url").GetRawText());

        var second = await Gateway.RunAsync(_home, "desktop");
        Assert.True(second.Code == 0, second.Errors);
        Assert.Contains("its window was brought to the front", second.Output, StringComparison.Ordinal);

        if (await TrayAsync(display) is { } tray)
        {
            Assert.Contains("Proxy is stopped", await tray.LayoutAsync(), StringComparison.Ordinal);
            await tray.ChooseAsync("Start proxy");
            Assert.Contains("Proxy runs at", await tray.LayoutUntilAsync("Proxy runs at"), StringComparison.Ordinal);
            await tray.ChooseAsync("Quit");
        }
        else
        {
            first.Signal("TERM");
        }

        Assert.Equal(0, await first.WaitForExitAsync());
        Assert.True(File.Exists(Path.Combine(_home.Data, "window.json")));
    }

    [Fact]
    public async Task AutoStart_OpensTheProxyToo()
    {
        await using var display = await VirtualDisplay.StartAsync();
        Take(display);
        Assert.Equal(0, (await Gateway.RunAsync(_home, "config", "set", "proxy.auto_start", "true")).Code);
        await using var gateway = await Gateway.StartAsync(_home, "  Accounts", "desktop", "--hidden", "--port", "0", "--console-port", "0");
        Assert.StartsWith("http://127.0.0.1:", _home.ReadRuntime().GetProperty("proxy_url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenConfiguration_IsToldInTheWindow()
    {
        await using var display = await VirtualDisplay.StartAsync();
        Take(display);
        Directory.CreateDirectory(_home.Data);
        await File.WriteAllTextAsync(_home.Config, "{ broken", Token);

        await using var gateway = await Gateway.StartAsync(_home, "  Window    shows the error", "desktop");

        Assert.Contains("not valid JSON", gateway.Errors, StringComparison.Ordinal);
        Assert.Contains("shows the error", gateway.Output, StringComparison.Ordinal);
        gateway.Signal("TERM");
        Assert.NotEqual(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task WithoutADisplay_TheNextStepIsSaid()
    {
        await using var display = await VirtualDisplay.StartAsync();
        Take(display);
        _home.Variables["DISPLAY"] = ":987";
        var (code, _, errors) = await Gateway.RunAsync(_home, "desktop", "--port", "0", "--console-port", "0");
        Assert.NotEqual(0, code);
        Assert.Contains("There is no display", errors, StringComparison.Ordinal);
    }

    private void Take(VirtualDisplay display)
    {
        foreach (var (name, value) in display.Variables)
        {
            _home.Variables[name] = value;
        }
    }

    private static Task<TrayOnBus?> TrayAsync(VirtualDisplay display) =>
        System.Runtime.InteropServices.NativeLibrary.TryLoad("libayatana-appindicator3.so.1", out _) && File.Exists("/usr/bin/dbus-send")
            ? TrayOnBus.FindAsync(display)
            : Task.FromResult<TrayOnBus?>(null);
}
