using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AntigravityTools.App.Tests.Desktop;

/// <summary>The tray icon as a panel sees it: its menu over D-Bus (com.canonical.dbusmenu), asked with dbus-send.</summary>
internal sealed partial class TrayOnBus
{
    private const string Item = "/org/ayatana/NotificationItem/antigravity_tools";
    private readonly VirtualDisplay _display;
    private readonly string _owner;

    private TrayOnBus(VirtualDisplay display, string owner) => (_display, _owner) = (display, owner);

    /// <summary>Looks among all who are on the bus for the one that has the icon.</summary>
    public static async Task<TrayOnBus?> FindAsync(VirtualDisplay display)
    {
        var names = await SendAsync(display, "org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames");
        foreach (Match name in UniqueName().Matches(names))
        {
            var answer = await SendAsync(
                display, name.Value, Item, "org.freedesktop.DBus.Properties.Get", "string:org.kde.StatusNotifierItem", "string:Status");
            if (answer.Contains("Active", StringComparison.Ordinal))
            {
                return new TrayOnBus(display, name.Value);
            }
        }

        Assert.Fail("No tray icon is on the bus: " + names);
        return null;
    }

    /// <summary>The menu as text.</summary>
    public Task<string> LayoutAsync() =>
        SendAsync(_display, _owner, Item + "/Menu", "com.canonical.dbusmenu.GetLayout", "int32:0", "int32:-1", "array:string:label");

    /// <summary>Asks for the menu until it says something, for a while.</summary>
    public async Task<string> LayoutUntilAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var layout = "";
        while (!layout.Contains(text, StringComparison.Ordinal) && !patience.IsCancellationRequested)
        {
            layout = await LayoutAsync();
        }

        return layout;
    }

    /// <summary>Chooses an entry.</summary>
    public async Task ChooseAsync(string label)
    {
        var layout = await LayoutAsync();
        var before = layout[..layout.IndexOf($"\"{label}\"", StringComparison.Ordinal)];
        var id = ItemId().Matches(before)[^1].Groups[1].Value;
        await SendAsync(_display, _owner, Item + "/Menu", "com.canonical.dbusmenu.Event", $"int32:{id}", "string:clicked", "variant:int32:0", "uint32:0");
    }

    private static async Task<string> SendAsync(VirtualDisplay display, string owner, string path, string member, params string[] arguments)
    {
        var start = new ProcessStartInfo("dbus-send", ["--session", "--print-reply", "--reply-timeout=5000", $"--dest={owner}", path, member, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DBUS_SESSION_BUS_ADDRESS"] = display.Variables["DBUS_SESSION_BUS_ADDRESS"];
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + await errors;
    }

    [GeneratedRegex(@":\d+\.\d+")]
    private static partial Regex UniqueName();

    [GeneratedRegex(@"struct \{\s+int32 (\d+)")]
    private static partial Regex ItemId();
}
