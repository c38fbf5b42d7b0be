using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>
/// Brings new and changed accounts in: a key is checked and then saved; what a login gave is saved before it is used, then checked.
/// </summary>
internal sealed class AccountIntake(AccountBook book, AccountAdmission admission)
{
    /// <summary>Adds an account, or makes the change on the one that has this login. One that the user did not name is named after its login.</summary>
    public async Task<IntakeResult> AdmitAsync(Account account, bool isNamed, Func<Account, Account> change, CancellationToken cancellationToken)
    {
        var (ready, refused) = await admission.ObtainAsync(account, cancellationToken).ConfigureAwait(false);
        ready = isNamed || ready.Email is null ? ready : ready with { Name = ready.Email };
        var refreshes = admission.CanRefresh(ready);
        var check = refreshes ? null : await admission.CheckAsync(ready, cancellationToken).ConfigureAwait(false);
        var created = false;
        var saved = await book.SaveAsync(() =>
        {
            var known = book.SameLogin(account) ?? book.SameLogin(ready);
            created = known is null;
            return known is null
                ? AccountBook.TakeOver(refreshes ? ready with { OfferedModels = [] } : ready, check)
                : AccountBook.TakeOver(change(known) with { Credential = ready.Credential, Email = ready.Email ?? known.Email }, check);
        }, cancellationToken).ConfigureAwait(false);
        if (refreshes)
        {
            return await FinishAsync(saved!, refused, created, cancellationToken).ConfigureAwait(false);
        }

        book.Settle(saved, check);
        return new IntakeResult(saved, created);
    }

    /// <summary>
    /// Changes an account; a new credential or address is checked before it answers. Whoever changes the account meanwhile is not
    /// overwritten: the change is made again on what is there when it is saved.
    /// </summary>
    public async Task<IntakeResult> ChangeAsync(Account before, Account after, Func<Account, Account?> change, CancellationToken cancellationToken)
    {
        if (book.SameLogin(after) is { } other && other.Id != after.Id)
        {
            return new IntakeResult(null, Error: new FieldError("auth", $"The account '{other.Name}' has this credential already."));
        }

        var sameLogin = after.Credential == before.Credential;
        if (sameLogin && after.BaseUrl == before.BaseUrl && after.Location == before.Location && after.ApiVersion == before.ApiVersion)
        {
            return new IntakeResult(await SaveAsync(null, null).ConfigureAwait(false));
        }

        if (!admission.CanRefresh(after))
        {
            var check = await admission.CheckAsync(after, cancellationToken).ConfigureAwait(false);
            var checkedOne = await SaveAsync(null, check).ConfigureAwait(false);
            book.Settle(checkedOne, check);
            return new IntakeResult(checkedOne);
        }

        var (ready, refused) = sameLogin ? (after, null) : await admission.ObtainAsync(after, cancellationToken).ConfigureAwait(false);
        var saved = await SaveAsync(sameLogin ? null : ready.Credential, null).ConfigureAwait(false);
        return saved is null ? default : await FinishAsync(saved, refused, created: false, cancellationToken).ConfigureAwait(false);

        Task<Account?> SaveAsync(Credential? credential, AccountCheck? check) => book.SaveAsync(() =>
            book.Find(before.Id) is { } known && change(known) is { } changed
                ? AccountBook.TakeOver(credential is null ? changed : changed with { Credential = credential }, check)
                : null, cancellationToken);
    }

    /// <summary>Gives an account the login that has just given its tokens, in place.</summary>
    public async Task<IntakeResult> SignInAsync(string id, Credential.OAuth login, string? email, CancellationToken cancellationToken)
    {
        var saved = await book.SaveAsync(() => book.Find(id) is { } known ? known with { Credential = login, Email = email ?? known.Email } : null, cancellationToken)
            .ConfigureAwait(false);
        return saved is null ? default : await FinishAsync(saved, null, created: false, cancellationToken).ConfigureAwait(false);
    }

    // The login's token is stored; now the provider is asked what it is good for.
    private async Task<IntakeResult> FinishAsync(Account saved, Fault? refused, bool created, CancellationToken cancellationToken)
    {
        var check = refused is null ? await admission.CheckAsync(saved, cancellationToken).ConfigureAwait(false) : AccountChecker.Refused(refused);
        if (created && check.Models.IsDefault)
        {
            // It was saved as one that offers nothing until it was asked; now that it has not told, nobody knows.
            await book.SaveAsync(() => book.Find(saved.Id) is { } known ? known with { OfferedModels = default } : null, cancellationToken).ConfigureAwait(false);
        }

        return new IntakeResult(await book.TakeOverAsync(saved.Id, check, cancellationToken).ConfigureAwait(false), created);
    }
}
