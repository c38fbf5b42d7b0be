using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>Which accounts the page shows, and in what order. All of it is in the page's address.</summary>
public sealed record AccountFilter
{
    /// <summary>The orders that can be chosen; the first is the user's own.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["order", "name", "state", "requests", "last_used"];

    /// <summary>Text to find in name, e-mail, provider, address, notes or models.</summary>
    public string? Text { get; init; }

    /// <summary>A provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>A state.</summary>
    public AccountState? State { get; init; }

    /// <summary>One of <see cref="Sorts"/>.</summary>
    public string Sort { get; init; } = "order";

    /// <summary>True where all accounts are shown in the user's own order, so that it can be changed.</summary>
    public bool CanReorder => this == new AccountFilter();

    /// <summary>The accounts to show.</summary>
    public IEnumerable<AccountView> Apply(IEnumerable<AccountView> accounts)
    {
        var found = accounts.Where(account => (Provider is null || account.Provider == Provider)
            && (State is null || account.Status.State == State || account.Status.Models.Any(model => model.State == State))
            && (Text is null || Texts(account).Any(text => text?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true)));
        return Sort switch
        {
            "name" => found.OrderBy(account => account.Name, StringComparer.CurrentCultureIgnoreCase),
            "state" => found.OrderByDescending(account => account.Status.State is not AccountState.Ready).ThenBy(account => account.Status.State),
            "requests" => found.OrderByDescending(account => account.Totals.Requests),
            "last_used" => found.OrderByDescending(account => account.LastUsedAt),
            _ => found,
        };
    }

    private static IEnumerable<string?> Texts(AccountView account) =>
        [account.Name, account.Email, account.Provider, account.BaseUrl, account.Notes, .. account.Models, .. account.Aliases.Keys];
}
