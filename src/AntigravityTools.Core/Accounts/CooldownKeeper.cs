using System.Threading.Channels;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Accounts;

/// <summary>Writes cooldowns to storage behind the requests' back, and brings them back at start.</summary>
public sealed partial class CooldownKeeper : IAsyncDisposable
{
    private readonly AccountPool _pool;
    private readonly IPoolCoordinator _coordinator;
    private readonly ILogger<CooldownKeeper> _logger;
    private readonly Channel<Cooldown> _changes = Channel.CreateBounded<Cooldown>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Task _writing = Task.CompletedTask;

    /// <summary>Keeps the cooldowns of a pool.</summary>
    public CooldownKeeper(AccountPool pool, IPoolCoordinator coordinator, ILogger<CooldownKeeper> logger)
    {
        (_pool, _coordinator, _logger) = (pool, coordinator, logger);
    }

    /// <summary>Restores what is stored, then follows the pool.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        _pool.CooldownSet += Enqueue;
        _writing = WriteAsync();
    }

    /// <summary>Puts the accounts into the states that are stored.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var cooldown in await _coordinator.LoadCooldownsAsync(cancellationToken).ConfigureAwait(false))
        {
            _pool.Report(cooldown);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pool.CooldownSet -= Enqueue;
        _changes.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private void Enqueue(Cooldown cooldown) => _changes.Writer.TryWrite(cooldown);

    private async Task WriteAsync()
    {
        await foreach (var cooldown in _changes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                await (cooldown.State == AccountState.Ready
                    ? _coordinator.ClearCooldownsAsync(cooldown.AccountId, cooldown.Model, CancellationToken.None)
                    : _coordinator.SaveCooldownAsync(cooldown, CancellationToken.None)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A cooldown that is not stored still holds in memory; it only would not survive a restart.
                LogNotStored(error, cooldown.AccountId);
            }
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "A cooldown of account {AccountId} could not be stored; it holds until the next restart.")]
    private partial void LogNotStored(Exception error, string accountId);
}
