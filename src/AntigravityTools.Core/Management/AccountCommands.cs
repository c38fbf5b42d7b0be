using System.Collections.Immutable;
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
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Works on a store and keeps the pool in step with it.</summary>
    public AccountCommands(IAccountStore store, AccountPool pool, AccountChecker checker, ProviderCatalogue providers, IUsageStore usage, TimeProvider time)
    {
        (_store, _pool, _checker, _usage, _time) = (store, pool, checker, usage, time);
        _drafts = new AccountDraftReader(providers);
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

    /// <summary>Adds an account after one free check; the same credential at the same place updates the one that is there.</summary>
    public async Task<AccountResult> AddAsync(AccountDraft draft, CancellationToken cancellationToken)
    {
        var (account, errors) = _drafts.Read(draft, Ids.NewAccountId(), _time.GetUtcNow());
        if (account is null)
        {
            return new AccountResult { Errors = errors };
        }

        var known = _pool.Snapshot.Entries.Select(entry => entry.Account).FirstOrDefault(other => SameLogin(other, account));
        var saved = known is null ? account : account with { Id = known.Id, CreatedAt = known.CreatedAt };
        return await CheckAndSaveAsync(saved, created: known is null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes what the draft names; a new credential or address is checked before it answers.</summary>
    public async Task<AccountResult> UpdateAsync(string id, AccountDraft draft, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } before)
        {
            return new AccountResult { NotFound = true };
        }

        var (account, errors) = _drafts.Change(before, draft);
        if (account is null)
        {
            return new AccountResult { Errors = errors };
        }

        if (draft.Auth is not null || draft.BaseUrl is not null)
        {
            return await CheckAndSaveAsync(account, created: false, cancellationToken).ConfigureAwait(false);
        }

        await SaveAsync(account, cancellationToken).ConfigureAwait(false);
        return new AccountResult { Account = await ViewAsync(account, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Removes an account; false where there is none. Running requests finish.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var deleted = await _store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
            await LoadAsync(cancellationToken).ConfigureAwait(false);
            return deleted;
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    /// <summary>Makes the free check now and takes its outcome over; null where there is no such account.</summary>
    public async Task<AccountTest?> TestAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } account)
        {
            return null;
        }

        var check = await _checker.CheckAsync(account, cancellationToken).ConfigureAwait(false);
        await TakeOverAsync(account, check, cancellationToken).ConfigureAwait(false);
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

    /// <summary>All accounts in full, secrets included; for export alone.</summary>
    internal IReadOnlyList<Account> All() => [.. _pool.Snapshot.Entries.Select(entry => entry.Account)];

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task<AccountResult> CheckAndSaveAsync(Account account, bool created, CancellationToken cancellationToken)
    {
        var check = await _checker.CheckAsync(account, cancellationToken).ConfigureAwait(false);
        var saved = await TakeOverAsync(account, check, cancellationToken).ConfigureAwait(false);
        return new AccountResult { Account = await ViewAsync(saved, cancellationToken).ConfigureAwait(false), Created = created };
    }

    // Saved whatever the check found, in the state that it found.
    private async Task<Account> TakeOverAsync(Account account, AccountCheck check, CancellationToken cancellationToken)
    {
        var saved = check.Models.IsDefault ? account : account with { OfferedModels = check.Models };
        await SaveAsync(saved, cancellationToken).ConfigureAwait(false);
        if (check.Ok)
        {
            _pool.Reset(account.Id);
        }
        else if (check.Ruling is { } ruling)
        {
            _pool.Apply(account.Id, ruling);
        }

        return saved;
    }

    private async Task SaveAsync(Account account, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _store.SaveAsync(account, cancellationToken).ConfigureAwait(false);
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
            Changed?.Invoke();
        }
    }

    private Account? Find(string id) => _pool.Snapshot.ById.TryGetValue(id, out var entry) ? entry.Account : null;

    private static bool SameLogin(Account one, Account other) =>
        one.Provider == other.Provider && one.BaseUrl == other.BaseUrl && (one.Credential, other.Credential) switch
        {
            (Credential.OAuth a, Credential.OAuth b) => a.RefreshToken == b.RefreshToken,
            (Credential.None, Credential.None) => one.Name == other.Name,
            var (a, b) => a == b,
        };

    private async Task<AccountView> ViewAsync(Account account, CancellationToken cancellationToken) =>
        View(account, await _usage.TotalsAsync(cancellationToken).ConfigureAwait(false));

    private AccountView View(Account account, IReadOnlyDictionary<string, AccountTotals> totals) =>
        AccountViewWriter.Write(account, _pool, totals.GetValueOrDefault(account.Id) ?? AccountTotals.None);
}
