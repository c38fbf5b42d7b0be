using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.App.Hosting;

/// <summary>
/// Lets accounts of the simulator exist only where there is one: under a demo they point at its present address, elsewhere they stay
/// in the store and are not loaded.
/// </summary>
internal sealed class SimulatedAccounts(IAccountStore store, Uri? simulator) : IAccountStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Account>> LoadAsync(CancellationToken cancellationToken)
    {
        var accounts = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        return simulator is null
            ? [.. accounts.Where(account => !IsSimulated(account))]
            : [.. accounts.Select(account => IsSimulated(account) ? account with { BaseUrl = simulator } : account)];
    }

    /// <inheritdoc/>
    public Task SaveAsync(Account account, CancellationToken cancellationToken) => store.SaveAsync(account, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => store.DeleteAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task ReorderAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => store.ReorderAsync(ids, cancellationToken);

    private static bool IsSimulated(Account account) => account.Provider == ProviderCatalogue.Simulator;
}
