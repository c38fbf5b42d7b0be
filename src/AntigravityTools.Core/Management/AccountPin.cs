using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management;

/// <summary>Pins one account: everything goes there while it is healthy (product.md §3). Kept over a restart.</summary>
public sealed class AccountPin(AccountPool pool, AccountCommands accounts, ISettingsStore settings)
{
    private const string Key = "pinned_account";

    /// <summary>Brings back the pin; once, at start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        pool.Pin(await settings.GetAsync(Key, cancellationToken).ConfigureAwait(false));

    /// <summary>Pins an account in the place of any other, or takes its pin off; null where there is no such account.</summary>
    public async Task<AccountView?> SetAsync(string id, bool pinned, CancellationToken cancellationToken)
    {
        if (await accounts.GetAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        if (pinned || pool.Pinned == id)
        {
            await settings.SetAsync(Key, pinned ? id : null, cancellationToken).ConfigureAwait(false);
            pool.Pin(pinned ? id : null);
        }

        return await accounts.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
