using AntigravityTools.Core.Storage;

namespace AntigravityTools.App.Hosting;

/// <summary>The stores of one data directory, or of one run that keeps nothing.</summary>
internal sealed record StoreSet : IAsyncDisposable
{
    /// <summary>The accounts.</summary>
    public required IAccountStore Accounts { get; init; }

    /// <summary>The history.</summary>
    public required IUsageStore Usage { get; init; }

    /// <summary>Small values that belong to the data.</summary>
    public required ISettingsStore Settings { get; init; }

    /// <summary>What is known of quotas.</summary>
    public required IQuotaStore Quotas { get; init; }

    /// <summary>Who made which server-side object.</summary>
    public required IOwnerStore Owners { get; init; }

    /// <summary>The bodies that the user had captured.</summary>
    public required ICaptureStore Captures { get; init; }

    /// <summary>The cooldowns.</summary>
    public required IPoolCoordinator Coordinator { get; init; }

    /// <summary>Copies of the whole; null where nothing is on disk.</summary>
    public IDatabaseCopies? Copies { get; init; }

    /// <summary>What holds the files open; null where there are none.</summary>
    public IAsyncDisposable? Owner { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Owner?.DisposeAsync() ?? ValueTask.CompletedTask;
}
