using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>Keeps every line that was logged.</summary>
internal sealed class CapturedLogs : ILoggerFactory, ILogger
{
    private readonly SemaphoreSlim _news = new(0);

    public ConcurrentQueue<(LogLevel Level, string Line)> Lines { get; } = new();

    /// <summary>The first line with that text, as soon as it is there.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (true)
        {
            if (Lines.FirstOrDefault(line => line.Line.Contains(text, StringComparison.Ordinal)) is { Line: { } found })
            {
                return found;
            }

            await _news.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
        // Everything is kept here.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}"));
        _news.Release();
    }

    public void Dispose() => _news.Dispose();
}
