using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Accounts that live as long as the process.</summary>
public sealed class InMemoryAccountStore : IAccountStore
{
    private readonly Lock _lock = new();
    private readonly List<Account> _accounts = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Account>>([.. _accounts]);
        }
    }

    /// <inheritdoc/>
    public Task SaveAsync(Account account, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var at = _accounts.FindIndex(known => known.Id == account.Id);
            if (at < 0)
            {
                _accounts.Add(account);
            }
            else
            {
                _accounts[at] = account.Credential is Credential.Locked ? account with { Credential = _accounts[at].Credential } : account;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_accounts.RemoveAll(account => account.Id == id) > 0);
        }
    }

    /// <inheritdoc/>
    public Task ReorderAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var place = ids.Distinct(StringComparer.Ordinal).Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
            var ordered = _accounts.OrderBy(account => place.GetValueOrDefault(account.Id, int.MaxValue)).ToList();
            _accounts.Clear();
            _accounts.AddRange(ordered);
        }

        return Task.CompletedTask;
    }
}
