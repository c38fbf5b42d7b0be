using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>The log as one category sees it. Levels are filtered before it.</summary>
internal sealed class LineLogger(LineLog log, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Add(logLevel, category, eventId.Id, formatter(state, exception), exception);
}
