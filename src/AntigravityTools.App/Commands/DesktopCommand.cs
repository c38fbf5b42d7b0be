using System.CommandLine;
using AntigravityTools.App.Desktop;
using AntigravityTools.App.Desktop.Win32;
using AntigravityTools.App.Hosting;
using AntigravityTools.App.Platform;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Commands;

/// <summary><c>desktop</c>: the gateway with a window of its own and an icon in the tray.</summary>
internal static class DesktopCommand
{
    /// <summary>Starts in the tray alone; what the autostart entry uses.</summary>
    public const string HiddenOption = "--hidden";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var dataDirectory = CommonOptions.DataDirectory();
        var port = CommonOptions.Port("--port", "The proxy's port; 0 takes any free one.");
        var consolePort = CommonOptions.Port("--console-port", "The console's port; 0 takes any free one.");
        var hidden = new Option<bool>(HiddenOption) { Description = "Start without showing the window." };
        var command = new Command("desktop", "Run the gateway with a window and a tray icon. Closing the window leaves it running.") { dataDirectory, port, consolePort, hidden };
        command.SetAction((arguments, _) => RunAsync(
            new GatewayOptions
            {
                DataDirectory = arguments.GetValue(dataDirectory),
                Port = arguments.GetValue(port),
                ConsolePort = arguments.GetValue(consolePort),
                Desktop = true,
                Environment = CommonOptions.Environment(),
            },
            !arguments.GetValue(hidden)));
        return command;
    }

    private static async Task<int> RunAsync(GatewayOptions options, bool show)
    {
        using var signals = new TerminationSignals();
        using var logs = HostLogging.Create(LogLevel.Information);
        var directory = DataDirectory.Locate(options.DataDirectory, options.Environment);
        try
        {
            var (host, error) = await GatewayHost.StartAsync(options, TimeProvider.System, logs, signals.Ending).ConfigureAwait(false);
            if (host is null)
            {
                logs.Dispose();
                if (RuntimeFile.Read(directory.Runtime) is { } first && await RaiseAsync(first, directory, signals).ConfigureAwait(false))
                {
                    Console.WriteLine("Antigravity Tools runs already; its window was brought to the front.");
                    return ExitCode.Ok;
                }

                await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
                await ShowErrorAsync(directory, options, error!, signals).ConfigureAwait(false);
                return ExitCode.Failed;
            }

            await using (host.ConfigureAwait(false))
            {
                return await ShowAsync(host, directory, options, show, signals).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (signals.Ending.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }

    // Only who was just started may give the foreground away.
    private static Task<bool> RaiseAsync(RuntimeInfo first, DataDirectory directory, TerminationSignals signals)
    {
        if (OperatingSystem.IsWindows())
        {
            Win32Native.AllowForeground(first.Pid);
        }

        return InstanceSignal.RaiseAsync(directory, signals.Ending);
    }

    private static async Task<int> ShowAsync(GatewayHost host, DataDirectory directory, GatewayOptions options, bool show, TerminationSignals signals)
    {
        foreach (var line in Banner.Lines(host, pages: true))
        {
            Console.WriteLine(line);
        }

        if (OperatingSystem.IsWindows())
        {
            OwnConsole.Leave();
        }

        DesktopShell? shell = null;
        var sizes = new WindowSizeFile(directory.Window);
        var window = DesktopWindows.Create(directory, options.Environment, () => host.Console?.LoginLink(), new WindowHooks
        {
            Loaded = address => Console.WriteLine($"  Window    shows {WithoutQuery(address)}"),
            Resized = sizes.Write,
            Hidden = () => Console.WriteLine("  Window    hidden. 'antigravity-tools desktop' shows it again."),
            Noted = note => Console.WriteLine($"  Window    {note}"),
            OpenOutside = Browser.Open,
            Chosen = action => shell!.Act(action),
        });
        using var owned = window as IDisposable;
        await using var created = shell = new DesktopShell(host, window);
        await using var signal = new InstanceSignal(directory, window.Present);
        var refused = await RunAsync(window, () => shell.Open(show), signals).ConfigureAwait(false);
        if (refused is not null)
        {
            await Console.Error.WriteLineAsync(refused).ConfigureAwait(false);
            return ExitCode.Failed;
        }

        return ExitCode.Ok;
    }

    private static async Task ShowErrorAsync(DataDirectory directory, GatewayOptions options, string error, TerminationSignals signals)
    {
        IDesktopWindow? window = null;
        window = DesktopWindows.Create(directory, options.Environment, () => null, new WindowHooks
        {
            Loaded = _ => Console.WriteLine("  Window    shows the error."),
            Resized = _ => { },
            Hidden = () => window!.Quit(),
            Noted = _ => { },
            OpenOutside = Browser.Open,
            Chosen = _ => { },
        });
        using var owned = window as IDisposable;
        if (!window.IsOwn)
        {
            // It can not tell when it is closed; the terminal has said it already.
            return;
        }

        await RunAsync(window, () => window.ShowPage(ErrorPage.Write(error)), signals).ConfigureAwait(false);
    }

    // The window has a thread of its own, from its first call to its last.
    private static async Task<string?> RunAsync(IDesktopWindow window, Action ready, TerminationSignals signals)
    {
        using var quit = signals.Ending.Register(window.Quit);
        return await Task.Factory.StartNew(() => window.Run(ready), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static string WithoutQuery(string address) => address.Split('?', 2)[0];
}
