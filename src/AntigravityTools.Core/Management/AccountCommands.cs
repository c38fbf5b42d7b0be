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
    private readonly AccountChecker _checker;
    private readonly AccountDraftReader _drafts;
    private readonly IUsageStore _usage;
    private readonly TimeProvider _time;
    private readonly DeletedAccounts _deleted;
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Works on a store and keeps the pool in step with it.</summary>
    public AccountCommands(IAccountStore store, AccountPool pool, AccountChecker checker, ProviderCatalogue providers, IUsageStore usage, TimeProvider time)
    {
        (_store, _pool, _checker, _usage, _time) = (store, pool, checker, usage, time);
        _drafts = new AccountDraftReader(providers);
        _deleted = new DeletedAccounts(time);
        _pool.Changed += _ => Changed?.Invoke();
    }

    /// <summary>Raised after an account or its state changed; may be raised often.</summary>
    public event Action? Changed;

    /// <summary>Brings the stored accounts into the pool; once, at start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _pool.SetAccounts(await _store.LoadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>All accounts in the user's order.</summary>
    public async Task<ImmutableArray<AccountView>> ListAsync(CancellationToken cancellationToken)
    {
        var totals = await _usage.TotalsAsync(cancellationToken).ConfigureAwait(false);
        return [.. _pool.Snapshot.Entries.Select(entry => View(entry.Account, totals))];
    }

    /// <summary>One account, or null.</summary>
    public async Task<AccountView?> GetAsync(string id, CancellationToken cancellationToken) =>
        Find(id) is { } account ? await ViewAsync(account, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Adds an account after one free check; the same credential at the same place changes the one that is there.</summary>
    public async Task<AccountResult> AddAsync(AccountDraft draft, CancellationToken cancellationToken)
    {
        var (account, errors) = _drafts.Read(draft, Ids.NewAccountId(), _time.GetUtcNow());
        if (account is null)
        {
            return new AccountResult { Errors = errors };
        }

        var check = await _checker.CheckAsync(account, cancellationToken).ConfigureAwait(false);
        var created = false;
        var saved = await SaveAsync(() =>
        {
            var known = SameLogin(account);
            created = known is null;
            return TakeOver(known is null ? account : _drafts.Change(known, draft).Account!, check);
        }, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(saved, check, created, cancellationToken).ConfigureAwait(false);
    }

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
        if (Find(id) is not { } before)
        {
            return new AccountResult { NotFound = true };
        }

        var (account, errors) = _drafts.Change(before, draft);
        return account is null
            ? new AccountResult { Errors = errors }
            : await ChangeAsync(before, account, known => _drafts.Change(known, draft).Account, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies a merge patch (RFC 7396) over what <c>POST</c> takes; what it removes gets its default.</summary>
    public async Task<AccountResult> PatchAsync(string id, JsonElement patch, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } before)
        {
            return new AccountResult { NotFound = true };
        }

        var (draft, errors) = AccountPatch.Apply(before, patch);
        var (account, more) = draft is null ? (null, []) : _drafts.Replace(before, draft);
        return account is null || !errors.IsEmpty
            ? Refused(errors, more)
            : await ChangeAsync(before, account, known => _drafts.Replace(known, AccountPatch.Apply(known, patch).Draft!).Account, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes an account; false where there is none. Running requests finish. For two minutes <see cref="RestoreAsync"/> brings it back.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (account, order) = (Find(id), All().Select(one => one.Id).ToImmutableArray());
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
        if (_deleted.Take(id) is not var (account, order) || SameLogin(account) is not null)
        {
            return null;
        }

        await SaveAsync(() => account, cancellationToken).ConfigureAwait(false);
        await ReorderAsync(order, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the free check now and takes its outcome over; null where there is no such account.</summary>
    public async Task<AccountTest?> TestAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } account)
        {
            return null;
        }

        var check = await _checker.CheckAsync(account, cancellationToken).ConfigureAwait(false);
        var saved = await SaveAsync(() => Find(id) is { } known ? TakeOver(known, check) : null, cancellationToken).ConfigureAwait(false);
        Settle(saved, check);
        return new AccountTest
        {
            Ok = check.Ok,
            Verdict = check.Ruling?.Verdict.ToName(),
            Message = check.Message,
            Status = check.Status,
            LatencyMs = Math.Round(check.Latency.TotalMilliseconds, 1),
            Models = check.Models.IsDefault ? [] : check.Models,
        };
    }

    /// <summary>Reads models and state anew; null where there is no such account.</summary>
    public async Task<AccountView?> RefreshAsync(string id, CancellationToken cancellationToken) =>
        await TestAsync(id, cancellationToken).ConfigureAwait(false) is null ? null : await GetAsync(id, cancellationToken).ConfigureAwait(false);

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
    public void Dispose() => _writer.Dispose();

    // Whoever changes the account meanwhile is not overwritten: the change is made again on what is there when it is saved.
    private async Task<AccountResult> ChangeAsync(Account before, Account after, Func<Account, Account?> change, CancellationToken cancellationToken)
    {
        if (SameLogin(after) is { } other && other.Id != after.Id)
        {
            return new AccountResult { Errors = [new FieldError("auth", $"The account '{other.Name}' has this credential already.")] };
        }

        var isChecked = after.Credential != before.Credential || after.BaseUrl != before.BaseUrl;
        var check = isChecked ? await _checker.CheckAsync(after, cancellationToken).ConfigureAwait(false) : null;
        var saved = await SaveAsync(() => Find(before.Id) is { } known && change(known) is { } changed ? TakeOver(changed, check) : null, cancellationToken)
            .ConfigureAwait(false);
        return await SettleAsync(saved, check, created: false, cancellationToken).ConfigureAwait(false);
    }

    private static AccountResult Refused(ImmutableArray<FieldError> errors, ImmutableArray<FieldError> more) =>
        new() { Errors = [.. errors.Concat(more).DistinctBy(error => error.Field)] };

    private static Account TakeOver(Account account, AccountCheck? check) =>
        check is null || check.Models.IsDefault ? account : account with { OfferedModels = check.Models };

    private async Task<AccountResult> SettleAsync(Account? saved, AccountCheck? check, bool created, CancellationToken cancellationToken)
    {
        Settle(saved, check);
        return saved is null
            ? new AccountResult { NotFound = true }
            : new AccountResult { Account = await ViewAsync(saved, cancellationToken).ConfigureAwait(false), Created = created };
    }

    // Saved whatever the check found, in the state that it found.
    private void Settle(Account? saved, AccountCheck? check)
    {
        if (saved is not null && check is { Ok: true })
        {
            _pool.Confirm(saved.Id);
        }
        else if (saved is not null && check?.Ruling is { } ruling)
        {
            _pool.Apply(saved.Id, ruling);
        }
    }

    private async Task<Account?> SaveAsync(Func<Account?> change, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (change() is not { } account)
            {
                return null;
            }

            await _store.SaveAsync(account, cancellationToken).ConfigureAwait(false);
            await LoadAsync(cancellationToken).ConfigureAwait(false);
            return account;
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    private Account? Find(string id) => _pool.Snapshot.ById.TryGetValue(id, out var entry) ? entry.Account : null;

    private Account? SameLogin(Account account) =>
        _pool.Snapshot.Entries.Select(entry => entry.Account).FirstOrDefault(other => LoginIdentity.AreSame(other, account));

    private async Task<AccountView> ViewAsync(Account account, CancellationToken cancellationToken) =>
        View(account, await _usage.TotalsAsync(cancellationToken).ConfigureAwait(false));

    private AccountView View(Account account, IReadOnlyDictionary<string, AccountTotals> totals) =>
        AccountViewWriter.Write(account, _pool, totals.GetValueOrDefault(account.Id) ?? AccountTotals.None);
}
