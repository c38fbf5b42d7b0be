using System.Collections.Concurrent;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Cooldowns that live as long as the process.</summary>
public sealed class InMemoryPoolCoordinator(TimeProvider time) : IPoolCoordinator
{
    private readonly ConcurrentDictionary<(string AccountId, string? Model), Cooldown> _cooldowns = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Cooldown>> LoadCooldownsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Task.FromResult<IReadOnlyList<Cooldown>>([.. _cooldowns.Values.Where(cooldown => cooldown.Until is null || cooldown.Until > now)]);
    }

    /// <inheritdoc/>
    public Task SaveCooldownAsync(Cooldown cooldown, CancellationToken cancellationToken)
    {
        _cooldowns[(cooldown.AccountId, cooldown.Model)] = cooldown;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearCooldownsAsync(string accountId, string? model, CancellationToken cancellationToken)
    {
        foreach (var key in _cooldowns.Keys.Where(key => key.AccountId == accountId && (model is null || key.Model == model)))
        {
            _cooldowns.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }
}
