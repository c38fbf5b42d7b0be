using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AntigravityTools.App.Hosting;

/// <summary>Logs go to standard error, one line each, so that standard output stays for people and scripts.</summary>
internal static class HostLogging
{
    private const int QueueLength = 10_000;

    /// <summary>The log of a host; <paramref name="least"/> is the level from which our own lines are shown.</summary>
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("AntigravityTools", least)

        // It warns that its keys are not encrypted on disk; ours never get there.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss.fff ";
            options.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        })
        .Services.Configure<ConsoleLoggerOptions>(options =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;

            // A slow terminal may lose lines; it must never hold up a request.
            options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            options.MaxQueueLength = QueueLength;
        }));
}
