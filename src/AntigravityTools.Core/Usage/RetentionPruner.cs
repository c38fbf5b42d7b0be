using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Usage;

/// <summary>Keeps the history within its age, number of rows and size, once at start and then every ten minutes.</summary>
public sealed partial class RetentionPruner : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private readonly IUsageStore _store;
    private readonly Func<RecordingConfig> _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<RetentionPruner> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Starts pruning.</summary>
    public RetentionPruner(IUsageStore store, Func<RecordingConfig> limits, TimeProvider time, ILogger<RetentionPruner> logger)
    {
        (_store, _limits, _time, _logger) = (store, limits, time, logger);
        _running = Task.Run(() => Periodic.RunAsync(PruneAsync, Period, time, atOnce: true, _stop.Token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
            _stop.Dispose();
        }
    }

    private async Task PruneAsync()
    {
        try
        {
            var limits = _limits();
            await _store.PruneAsync(_time.GetUtcNow() - limits.Retention, limits.MaxRows, limits.MaxBytes, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            LogPruneFailed(error);
        }
    }

    [LoggerMessage(1402, LogLevel.Warning, "Old request rows could not be removed; the next try is in ten minutes.")]
    private partial void LogPruneFailed(Exception error);
}
