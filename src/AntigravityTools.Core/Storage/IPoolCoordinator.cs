using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps what nodes must agree on while running; today the cooldowns, so that they survive a restart.</summary>
public interface IPoolCoordinator
{
    /// <summary>All cooldowns that have not ended.</summary>
    Task<IReadOnlyList<Cooldown>> LoadCooldownsAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces the cooldown of an account or of one of its models.</summary>
    Task SaveCooldownAsync(Cooldown cooldown, CancellationToken cancellationToken);

    /// <summary>Removes cooldowns of an account: of one model, or with null all of them.</summary>
    Task ClearCooldownsAsync(string accountId, string? model, CancellationToken cancellationToken);
}
