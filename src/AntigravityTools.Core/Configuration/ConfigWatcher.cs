using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Configuration;

/// <summary>
/// Reloads the configuration when its file is changed by hand. A new file in its place is told by the system; one that is written in place
/// is found by looking: a watch for writes would wake the gateway for each write of the database, which lies in the same folder.
/// </summary>
public sealed partial class ConfigWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Polling = TimeSpan.FromSeconds(1);
    private readonly ConfigStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<ConfigWatcher> _logger;
    private readonly FileSystemWatcher? _watcher;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Starts watching; a configuration in memory has nothing to watch.</summary>
    public ConfigWatcher(ConfigStore store, TimeProvider time, ILogger<ConfigWatcher> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        if (store.FilePath is { } path)
        {
            _watcher = Watch(path);
        }

        _running = store.FilePath is null ? Task.CompletedTask : Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _signal.Dispose();
    }

    private FileSystemWatcher? Watch(string path)
    {
        var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, _) => Signal();
        watcher.Renamed += (_, _) => Signal();
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException error)
        {
            // The system has no watches left; polling finds the change a little later.
            LogNotWatched(error);
            watcher.Dispose();
            return null;
        }
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // A reload is due already, or nobody watches any more.
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                if (await _signal.WaitAsync(Polling, _stop.Token).ConfigureAwait(false))
                {
                    await Task.Delay(Settling, _time, _stop.Token).ConfigureAwait(false);
                }

                await ReloadAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    private async Task ReloadAsync()
    {
        try
        {
            var before = _store.LastReloadErrors;
            await _store.ReloadAsync(_stop.Token).ConfigureAwait(false);
            if (!_store.LastReloadErrors.IsEmpty && _store.LastReloadErrors != before)
            {
                LogRefused(_store.LastReloadErrors[0].Message, _store.LastReloadErrors.Length);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(error);
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "config.json was changed but is refused ({Count} errors); the old configuration stays. First: {Message}")]
    private partial void LogRefused(string message, int count);

    [LoggerMessage(1503, LogLevel.Information, "config.json can not be watched; it is looked at every second instead.")]
    private partial void LogNotWatched(Exception error);

    [LoggerMessage(1502, LogLevel.Warning, "config.json could not be read; the old configuration stays.")]
    private partial void LogUnreadable(Exception error);
}
