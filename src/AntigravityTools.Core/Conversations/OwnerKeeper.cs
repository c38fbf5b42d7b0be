using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Conversations;

/// <summary>Writes the owners of server-side objects to storage every second, behind the requests' back, and brings them back at start.</summary>
public sealed partial class OwnerKeeper(ResponseOwners owners, IOwnerStore store, TimeProvider time, ILogger<OwnerKeeper> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _ending = new();
    private Task _keeping = Task.CompletedTask;

    /// <summary>Restores what is stored, then follows what is remembered.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        owners.IsKept = true;
        _keeping = Periodic.RunAsync(SaveAsync, Pause, time, atOnce: false, _ending.Token);
    }

    /// <summary>Brings in what is stored.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var owner in await store.LoadAsync(time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            owners.Restore(owner);
        }
    }

    /// <summary>Stores what came since the last time.</summary>
    public async Task SaveAsync()
    {
        var news = owners.TakeNews();
        if (news.Count == 0)
        {
            return;
        }

        try
        {
            await store.AddAsync(news, ResponseOwners.Most, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or IOException)
        {
            // An owner that is not stored is known until the process ends.
            LogNotStored(error, news.Count);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        await SaveAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    [LoggerMessage(1002, LogLevel.Warning, "The owners of {Count} server-side objects could not be stored; after the next restart they are unknown.")]
    private partial void LogNotStored(Exception error, int count);
}
