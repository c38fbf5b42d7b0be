using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Management;

/// <summary>The accounts as stored, with the pool kept in step: one change at a time, made on what is there when it is saved.</summary>
internal sealed class AccountBook(IAccountStore store, AccountPool pool)
{
    public Account? Find(string id) => pool.Snapshot.ById.TryGetValue(id, out var entry) ? entry.Account : null;

    public Account? SameLogin(Account account) =>
        pool.Snapshot.Entries.Select(entry => entry.Account).FirstOrDefault(other => LoginIdentity.AreSame(other, account));

    /// <summary>Saves what the change makes of what is there; null where it makes nothing.</summary>
    public async Task<Account?> SaveAsync(Func<Account?> change, CancellationToken cancellationToken)
    {
        await pool.StoreTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (change() is not { } account)
            {
                return null;
            }

            await store.SaveAsync(account, cancellationToken).ConfigureAwait(false);
            pool.SetAccounts(await store.LoadAsync(cancellationToken).ConfigureAwait(false));
            return account;
        }
        finally
        {
            pool.StoreTurn.Release();
        }
    }

    /// <summary>Saves what a check found, and puts the account into the state that it found.</summary>
    public async Task<Account?> TakeOverAsync(string id, AccountCheck check, CancellationToken cancellationToken)
    {
        var saved = await SaveAsync(() => Find(id) is { } known ? TakeOver(known, check) : null, cancellationToken).ConfigureAwait(false);
        Settle(saved, check);
        return saved;
    }

    public static Account TakeOver(Account account, AccountCheck? check) =>
        check is null || check.Models.IsDefault ? account : account with { OfferedModels = check.Models, ModelLimits = check.Limits };

    /// <summary>Saved whatever the check found, in the state that it found.</summary>
    public void Settle(Account? saved, AccountCheck? check)
    {
        if (saved is null || check is null)
        {
            return;
        }

        foreach (var reading in check.Quota)
        {
            pool.Observe(saved.Id, reading);
        }

        if (check.Ok)
        {
            pool.Confirm(saved.Id);
        }
        else if (check.Ruling is { } ruling)
        {
            pool.Apply(saved.Id, ruling);
        }
    }
}
