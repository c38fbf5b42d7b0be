using System.CommandLine;
using AntigravityTools.App.Hosting;
using AntigravityTools.App.Platform;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Commands;

/// <summary><c>serve</c>: proxy and console until Ctrl-C or SIGTERM.</summary>
internal static class ServeCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var dataDirectory = CommonOptions.DataDirectory();
        var port = CommonOptions.Port("--port", "The proxy's port; 0 takes any free one.");
        var consolePort = CommonOptions.Port("--console-port", "The console's port; 0 takes any free one.");
        var noConsole = new Option<bool>("--no-console") { Description = "Leave out the pages; the management API stays." };
        var demo = new Option<bool>("--demo") { Description = "Offer the embedded simulator as a provider." };
        var ephemeral = new Option<bool>("--ephemeral") { Description = "Keep nothing on disk." };
        var open = new Option<bool>("--open") { Description = "Open the console in the browser." };
        var command = new Command("serve", "Run the proxy and the console.") { dataDirectory, port, consolePort, noConsole, demo, ephemeral, open };
        command.SetAction((arguments, _) => RunAsync(
            new GatewayOptions
            {
                DataDirectory = arguments.GetValue(dataDirectory),
                Port = arguments.GetValue(port),
                ConsolePort = arguments.GetValue(consolePort),
                NoConsole = arguments.GetValue(noConsole),
                Demo = arguments.GetValue(demo),
                Ephemeral = arguments.GetValue(ephemeral),
                Environment = CommonOptions.Environment(),
            },
            arguments.GetValue(open)));
        return command;
    }

    private static async Task<int> RunAsync(GatewayOptions options, bool open)
    {
        using var signals = new TerminationSignals();
        using var logs = HostLogging.Create(LogLevel.Information);
        try
        {
            var (host, error) = await GatewayHost.StartAsync(options, TimeProvider.System, logs, signals.Ending).ConfigureAwait(false);
            if (host is null)
            {
                // What was logged on the way comes first: the sentence that says why stands last.
                logs.Dispose();
                await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
                return ExitCode.Failed;
            }

            await using (host.ConfigureAwait(false))
            {
                foreach (var line in Banner.Lines(host, !options.NoConsole))
                {
                    Console.WriteLine(line);
                }

                if (open && host.Console is { } console)
                {
                    Browser.Open(console.LoginLink());
                }

                await signals.WaitAsync().ConfigureAwait(false);
            }

            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (signals.Ending.IsCancellationRequested)
        {
            // Ended while still starting; nothing was left half done.
            return ExitCode.Ok;
        }
    }
}
