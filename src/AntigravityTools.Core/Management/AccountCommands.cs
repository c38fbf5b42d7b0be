using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Management;

/// <summary>Everything that can be done with accounts: the same for pages, API and command line.</summary>
public sealed class AccountCommands : IDisposable
{
    private readonly IAccountStore _store;
    private readonly AccountPool _pool;
    private readonly AccountAdmission _admission;
    private readonly AccountBook _book;
    private readonly AccountIntake _intake;
    private readonly AccountDraftReader _drafts;
    private readonly IUsageStore _usage;
    private readonly TimeProvider _time;
    private readonly DeletedAccounts _deleted;
    private readonly SemaphoreSlim _writer;

    /// <summary>Works on a store and keeps the pool in step with it.</summary>
    public AccountCommands(IAccountStore store, AccountPool pool, AccountAdmission admission, ProviderCatalogue providers, IUsageStore usage, TimeProvider time)
    {
        (_store, _pool, _admission, _usage, _time) = (store, pool, admission, usage, time);
        _writer = pool.StoreTurn;
        _book = new AccountBook(store, pool);
        _intake = new AccountIntake(_book, admission);
        _drafts = new AccountDraftReader(providers);
        _pool.Changed += Tell;
        _deleted = new DeletedAccounts(time);
    }

    /// <summary>Raised after an account or its state changed; may be raised often.</summary>
    public event Action? Changed;

    /// <summary>Brings the stored accounts into the pool, and what they have done in the running minute and day; once, at start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _pool.SetAccounts(await _store.LoadAsync(cancellationToken).ConfigureAwait(false));
        await SpentSoFar.RecallAsync(_pool, _usage, _time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes over what is stored after the whole database was replaced.</summary>
    internal async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    /// <summary>All accounts in the user's order.</summary>
    public async Task<ImmutableArray<AccountView>> ListAsync(CancellationToken cancellationToken)
    {
        var totals = await _usage.TotalsAsync(cancellationToken).ConfigureAwait(false);
        return [.. _pool.Snapshot.Entries.Select(entry => View(entry.Account, totals))];
    }

    /// <summary>One account, or null.</summary>
    public async Task<AccountView?> GetAsync(string id, CancellationToken cancellationToken) =>
        _book.Find(id) is { } account ? await ViewAsync(account, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Adds an account after one free check; the same credential at the same place changes the one that is there.</summary>
    public Task<AccountResult> AddAsync(AccountDraft draft, CancellationToken cancellationToken)
    {
        var (completed, missing) = _admission.Complete(draft);
        var (account, errors) = _drafts.Read(completed, Ids.NewAccountId(), _time.GetUtcNow());
        return account is null || missing is not null
            ? Task.FromResult(Refused(missing is null ? [] : [missing], errors))
            : FinishAsync(_intake.AdmitAsync(account, draft.Name is not null, known => _drafts.Change(known, completed).Account!, cancellationToken), cancellationToken);
    }

    /// <summary>Adds the account of a login that has just given its tokens; the same login again changes the one that is there.</summary>
    internal Task<AccountResult> AddAsync(AccountDraft draft, Credential.OAuth login, CancellationToken cancellationToken)
    {
        var (account, errors) = _drafts.Read(draft, Ids.NewAccountId(), _time.GetUtcNow());
        return account is null
            ? Task.FromResult(new AccountResult { Errors = errors })
            : FinishAsync(_intake.AdmitAsync(account with { Credential = login }, draft.Name is not null, known => _drafts.Change(known, draft).Account!, cancellationToken), cancellationToken);
    }

    /// <summary>Gives an account the login that has just given its tokens, in place.</summary>
    internal Task<AccountResult> SignInAsync(string id, Credential.OAuth login, string? email, CancellationToken cancellationToken) =>
        FinishAsync(_intake.SignInAsync(id, login, email, cancellationToken), cancellationToken);

    /// <summary>Every field at fault of a draft whose credential is still to come.</summary>
    internal ImmutableArray<FieldError> Check(AccountDraft draft) => _drafts.Read(draft, "", _time.GetUtcNow()).Errors;

    /// <summary>The same for an account as JSON.</summary>
    public Task<AccountResult> AddAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var (draft, errors) = AccountDraftJson.Read(json);
        return draft is not null && errors.IsEmpty
            ? AddAsync(draft, cancellationToken)
            : Task.FromResult(Refused(errors, draft is null ? [] : _drafts.Read(draft, "", _time.GetUtcNow()).Errors));
    }

    /// <summary>Changes what the draft names; a new credential or address is checked before it answers.</summary>
    public async Task<AccountResult> UpdateAsync(string id, AccountDraft draft, CancellationToken cancellationToken)
    {
        if (_book.Find(id) is not { } before)
        {
            return new AccountResult { NotFound = true };
        }

        (draft, var missing) = _admission.Complete(draft);
        var (account, errors) = _drafts.Change(before, draft);
        return account is null || missing is not null
            ? Refused(missing is null ? [] : [missing], errors)
            : await FinishAsync(_intake.ChangeAsync(before, account, known => _drafts.Change(known, draft).Account, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies a merge patch (RFC 7396) over what <c>POST</c> takes; what it removes gets its default.</summary>
    public async Task<AccountResult> PatchAsync(string id, JsonElement patch, CancellationToken cancellationToken)
    {
        if (_book.Find(id) is not { } before)
        {
            return new AccountResult { NotFound = true };
        }

        var (draft, errors) = AccountPatch.Apply(before, patch);
        (draft, var missing) = draft is null ? (null, null) : _admission.Complete(draft);
        var (account, more) = draft is null ? (null, []) : _drafts.Replace(before, draft);
        return account is null || !errors.IsEmpty || missing is not null
            ? Refused(missing is null ? errors : errors.Add(missing), more)
            : await FinishAsync(_intake.ChangeAsync(before, account, known => _drafts.Replace(known, _admission.Complete(AccountPatch.Apply(known, patch).Draft!).Draft).Account, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes an account; false where there is none. Running requests finish. For two minutes <see cref="RestoreAsync"/> brings it back.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (account, order) = (_book.Find(id), All().Select(one => one.Id).ToImmutableArray());
            var deleted = await _store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
            if (deleted && account is not null)
            {
                _deleted.Remember(account, order);
            }

            await LoadAsync(cancellationToken).ConfigureAwait(false);
            return deleted;
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    /// <summary>Puts a deleted account back where it was; null where it is gone for good, or where its credential was added again meanwhile.</summary>
    public async Task<AccountView?> RestoreAsync(string id, CancellationToken cancellationToken)
    {
        if (_deleted.Take(id) is not var (account, order) || _book.SameLogin(account) is not null)
        {
            return null;
        }

        await _book.SaveAsync(() => account, cancellationToken).ConfigureAwait(false);
        await ReorderAsync(order, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the free check now and takes its outcome over; null where there is no such account.</summary>
    public Task<AccountTest?> TestAsync(string id, CancellationToken cancellationToken) => TestAsync(id, generate: false, null, cancellationToken);

    /// <summary>The same, and where it went well and is asked for, one tiny real request to a model.</summary>
    public async Task<AccountTest?> TestAsync(string id, bool generate, string? model, CancellationToken cancellationToken)
    {
        if (_book.Find(id) is not { } account)
        {
            return null;
        }

        var check = await _admission.CheckAsync(account, cancellationToken).ConfigureAwait(false);
        await _book.TakeOverAsync(id, check, cancellationToken).ConfigureAwait(false);
        if (!generate || !check.Ok || _book.Find(id) is not { } current)
        {
            return AccountTest.Of(check);
        }

        var real = await _admission.GenerateAsync(current, model, cancellationToken).ConfigureAwait(false);

        // A model that can not be used says nothing of the account.
        _book.Settle(_book.Find(id), real.Ruling is { WholeAccount: false } ? real with { Ruling = null } : real);
        return AccountTest.Of(real with { Models = check.Models });
    }

    /// <summary>Reads credential, models, quota and state anew; null where there is no such account.</summary>
    public async Task<AccountView?> RefreshAsync(string id, CancellationToken cancellationToken)
    {
        if (_book.Find(id) is not { } account)
        {
            return null;
        }

        var refused = await _admission.RenewAsync(account, cancellationToken).ConfigureAwait(false);
        var check = refused is null ? await _admission.CheckAsync(_book.Find(id) ?? account, cancellationToken).ConfigureAwait(false) : AccountChecker.Refused(refused);
        await _book.TakeOverAsync(id, check, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Clears every cooldown; null where there is no such account.</summary>
    public async Task<AccountView?> ResetAsync(string id, CancellationToken cancellationToken)
    {
        _pool.Reset(id);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the user's order; accounts that are not named follow in their old order.</summary>
    public async Task ReorderAsync(ImmutableArray<string> ids, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _store.ReorderAsync(ids, cancellationToken).ConfigureAwait(false);
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    /// <summary>All accounts in full, secrets included; for export alone.</summary>
    internal IReadOnlyList<Account> All() => [.. _pool.Snapshot.Entries.Select(entry => entry.Account)];

    /// <inheritdoc/>
    public void Dispose() => _pool.Changed -= Tell;

    private static AccountResult Refused(ImmutableArray<FieldError> errors, ImmutableArray<FieldError> more) =>
        new() { Errors = [.. errors.Concat(more).DistinctBy(error => error.Field)] };

    private async Task<AccountResult> FinishAsync(Task<IntakeResult> intake, CancellationToken cancellationToken)
    {
        var result = await intake.ConfigureAwait(false);
        Changed?.Invoke();
        return result.Error is { } error ? new AccountResult { Errors = [error] }
            : result.Account is not { } account ? new AccountResult { NotFound = true }
            : new AccountResult { Account = await ViewAsync(account, cancellationToken).ConfigureAwait(false), Created = result.Created };
    }

    private void Tell(string id) => Changed?.Invoke();

    private async Task<AccountView> ViewAsync(Account account, CancellationToken cancellationToken) =>
        View(account, await _usage.TotalsAsync(cancellationToken).ConfigureAwait(false));

    private AccountView View(Account account, IReadOnlyDictionary<string, AccountTotals> totals) =>
        AccountViewWriter.Write(account, _pool, totals.GetValueOrDefault(account.Id) ?? AccountTotals.None);
}
