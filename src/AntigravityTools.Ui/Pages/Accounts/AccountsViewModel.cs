using System.Collections.Immutable;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The accounts that the page shows.</summary>
public sealed class AccountsViewModel
{
    /// <summary>All accounts in the user's order.</summary>
    public ImmutableArray<AccountView> Accounts { get; set; } = [];

    /// <summary>Text to find in name, provider, address or models.</summary>
    public string? Search { get; set; }

    /// <summary>Those that match the search.</summary>
    public IEnumerable<AccountView> Shown => Accounts.Where(account => string.IsNullOrWhiteSpace(Search)
        || Has(account.Name) || Has(account.Provider) || Has(account.BaseUrl) || account.Models.Any(Has));

    private bool Has(string text) => text.Contains(Search!.Trim(), StringComparison.OrdinalIgnoreCase);
}
