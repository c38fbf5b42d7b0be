using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Accounts;

/// <summary>Writes quota readings to storage every few seconds, behind the requests' back, and brings them back at start.</summary>
public sealed partial class QuotaKeeper(AccountPool pool, IQuotaStore store, TimeProvider time, ILogger<QuotaKeeper> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _ending = new();
    private Task _keeping = Task.CompletedTask;

    /// <summary>Restores what is stored, then follows the pool.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (account, readings) in await store.LoadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var reading in readings)
            {
                pool.Observe(account, reading);
            }
        }

        foreach (var entry in pool.Snapshot.Entries)
        {
            entry.Runtime.QuotaChanged = false;
        }

        _keeping = Periodic.RunAsync(SaveAsync, Pause, time, atOnce: false, _ending.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        await SaveAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    /// <summary>Stores what came since the last time.</summary>
    public async Task SaveAsync()
    {
        var changed = new Dictionary<string, IReadOnlyList<QuotaReading>>(StringComparer.Ordinal);
        foreach (var entry in pool.Snapshot.Entries)
        {
            if (entry.Runtime.QuotaChanged)
            {
                entry.Runtime.QuotaChanged = false;
                changed[entry.Account.Id] = [.. entry.Runtime.Quota.Values];
            }
        }

        if (changed.Count == 0)
        {
            return;
        }

        try
        {
            await store.SaveAsync(changed, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or IOException)
        {
            // A reading that is not stored is only unknown after a restart.
            LogNotStored(error, changed.Count);
        }
    }

    [LoggerMessage(1312, LogLevel.Warning, "The quotas of {Count} accounts could not be stored; they are unknown after the next restart.")]
    private partial void LogNotStored(Exception error, int count);
}
