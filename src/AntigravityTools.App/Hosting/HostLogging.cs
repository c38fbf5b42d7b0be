using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>Logs go to standard error, one line each, so that standard output stays for people and scripts.</summary>
internal static class HostLogging
{
    /// <summary>The log of a host; <paramref name="least"/> is the level from which our own lines are shown. Disposing writes what is left.</summary>
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("AntigravityTools", least)

        // It warns that its keys are not encrypted on disk; ours never get there.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .Services.AddSingleton<ILoggerProvider>(_ => new LineLog(Console.OpenStandardError(), TimeProvider.System, !Console.IsErrorRedirected)));
}
