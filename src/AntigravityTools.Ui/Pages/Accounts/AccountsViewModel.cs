using System.Collections.Immutable;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The accounts that the page shows, those that are picked, and what can be done with them.</summary>
public sealed class AccountsViewModel(AccountCommands commands, ProviderQueries providers)
{
    private readonly HashSet<string> _picked = [];
    private readonly AccountBulk _bulk = new(commands);

    /// <summary>All accounts in the user's order.</summary>
    public ImmutableArray<AccountView> Accounts { get; private set; } = [];

    /// <summary>What is shown of them.</summary>
    public AccountFilter Filter { get; set; } = new();

    /// <summary>False until the first pull has ended.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Those that the filter lets through.</summary>
    public ImmutableArray<AccountView> Shown => [.. Filter.Apply(Accounts)];

    /// <summary>The shown accounts that are picked.</summary>
    public ImmutableArray<AccountView> Picked => [.. Shown.Where(account => _picked.Contains(account.Id))];

    /// <summary>What runs now: an account's id, or <c>bulk</c>.</summary>
    public string? Running { get; private set; }

    /// <summary>Providers that accounts have, with their titles.</summary>
    public IEnumerable<(string Name, string Title)> ProvidersInUse =>
        Accounts.Select(account => account.Provider).Distinct().Select(name => (name, TitleOf(name)));

    /// <summary>A provider's name for people.</summary>
    public string TitleOf(string provider) => providers.All.FirstOrDefault(one => one.Name == provider)?.Title ?? provider;

    /// <summary>Reads everything anew.</summary>
    public async Task PullAsync(CancellationToken cancellationToken)
    {
        Accounts = await commands.ListAsync(cancellationToken);
        _picked.IntersectWith(Accounts.Select(account => account.Id));
        IsRead = true;
    }

    /// <summary>True where the account is picked.</summary>
    public bool IsPicked(string id) => _picked.Contains(id);

    /// <summary>Picks an account or lets it go.</summary>
    public void Pick(string id, bool picked) => _ = picked ? _picked.Add(id) : _picked.Remove(id);

    /// <summary>Picks all shown accounts or none.</summary>
    public void PickAll(bool picked)
    {
        _picked.Clear();
        if (picked)
        {
            _picked.UnionWith(Shown.Select(account => account.Id));
        }
    }

    /// <summary>Does the same with all picked accounts; returns the names of those where it failed, with the reason.</summary>
    public async Task<ImmutableArray<(string Name, string Error)>> RunBulkAsync(string action, CancellationToken cancellationToken)
    {
        Running = "bulk";
        try
        {
            var picked = Picked;
            var results = await _bulk.RunAsync([.. picked.Select(account => account.Id)], action, cancellationToken);
            return [.. results.Where(result => result.Error is not null).Select(result => (picked.First(account => account.Id == result.Id).Name, result.Error!))];
        }
        finally
        {
            Running = null;
        }
    }

    /// <summary>Runs a test of one account; null where it is gone.</summary>
    /// <param name="id">The account.</param>
    /// <param name="generate">True sends one tiny real request too, which may cost a fraction of a cent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AccountTest?> TestAsync(string id, bool generate, CancellationToken cancellationToken) =>
        RunAsync(id, () => commands.TestAsync(id, generate, model: null, cancellationToken));

    /// <summary>Reads credential, models, quota and state anew; null where it is gone.</summary>
    public Task<AccountView?> RefreshAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(id, () => commands.RefreshAsync(id, cancellationToken));

    private async Task<T> RunAsync<T>(string id, Func<Task<T>> work)
    {
        Running = id;
        try
        {
            return await work();
        }
        finally
        {
            Running = null;
        }
    }

    /// <summary>Moves an account to another's place; the others close up.</summary>
    public Task MoveAsync(string id, string toPlaceOf, CancellationToken cancellationToken)
    {
        var order = Accounts.Select(account => account.Id).ToList();
        var place = order.IndexOf(toPlaceOf);
        if (place < 0 || !order.Remove(id))
        {
            return Task.CompletedTask;
        }

        order.Insert(place, id);
        return commands.ReorderAsync([.. order], cancellationToken);
    }

    /// <summary>Moves an account by some places.</summary>
    public Task MoveAsync(string id, int by, CancellationToken cancellationToken)
    {
        var place = Accounts.ToList().FindIndex(account => account.Id == id) + by;
        return place >= 0 && place < Accounts.Length ? MoveAsync(id, Accounts[place].Id, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Brings deleted accounts back; returns how many could be.</summary>
    public async Task<int> RestoreAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var restored = 0;
        foreach (var id in ids.Reverse())
        {
            restored += await commands.RestoreAsync(id, cancellationToken) is null ? 0 : 1;
        }

        return restored;
    }
}
