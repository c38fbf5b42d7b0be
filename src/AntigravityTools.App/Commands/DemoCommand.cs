using System.CommandLine;
using AntigravityTools.App.Demo;
using AntigravityTools.App.Hosting;
using AntigravityTools.App.Platform;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Commands;

/// <summary><c>demo</c>: everything on a throw-away directory, without a credential and without the internet.</summary>
internal static class DemoCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var port = CommonOptions.Port("--port", "The proxy's port; any free one unless named.");
        var consolePort = CommonOptions.Port("--console-port", "The console's port; any free one unless named.");
        var exit = new Option<bool>("--exit") { Description = "End after the tour instead of serving on." };
        var command = new Command("demo", "Show the gateway at work, with simulated providers.") { port, consolePort, exit };
        command.SetAction((arguments, _) => RunAsync(arguments.GetValue(port) ?? 0, arguments.GetValue(consolePort) ?? 0, arguments.GetValue(exit)));
        return command;
    }

    private static async Task<int> RunAsync(int port, int consolePort, bool exit)
    {
        using var signals = new TerminationSignals();
        using var logs = HostLogging.Create(LogLevel.Warning);
        var directory = Directory.CreateTempSubdirectory("antigravity-demo-");
        try
        {
            var options = new GatewayOptions
            {
                DataDirectory = directory.FullName,
                Port = port,
                ConsolePort = consolePort,
                Demo = true,
                Throwaway = true,
                Environment = CommonOptions.Environment(),
            };
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
                return await ShowAsync(host, exit, signals).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (signals.Ending.IsCancellationRequested)
        {
            // Ended in the middle of the tour; the directory goes all the same.
            return ExitCode.Ok;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<int> ShowAsync(GatewayHost host, bool exit, TerminationSignals signals)
    {
        await DemoAccounts.AddAsync(host.Parts, signals.Ending).ConfigureAwait(false);
        Console.WriteLine("One request through every protocol, to simulated providers:");
        var good = await new DemoTour(host, Console.Out).RunAsync(signals.Ending).ConfigureAwait(false);
        Console.WriteLine(good ? "All answers are as they should be." : "Not every answer is as it should be; see above.");
        foreach (var line in Banner.Lines(host, pages: true))
        {
            Console.WriteLine(line);
        }

        if (!exit)
        {
            Console.WriteLine("Serving until Ctrl-C. Any OpenAI, Anthropic or Gemini client can use the proxy's address now.");
            await signals.WaitAsync().ConfigureAwait(false);
        }

        return good || !exit ? ExitCode.Ok : ExitCode.Failed;
    }
}
