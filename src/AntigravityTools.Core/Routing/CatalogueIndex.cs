using System.Collections.Frozen;
using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Routing;

/// <summary>The accounts by what they offer, at one moment.</summary>
internal sealed class CatalogueIndex
{
    private CatalogueIndex(IReadOnlyList<Account> accounts, ImmutableArray<CatalogueModel> models)
    {
        Accounts = accounts;
        Models = models;
        ByName = models.ToFrozenDictionary(model => model.Id, StringComparer.OrdinalIgnoreCase);
        AskedForAnything = [.. accounts.Where(account => !account.ModelsKnown)];
    }

    /// <summary>The enabled accounts, in the user's order.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    /// <summary>By name.</summary>
    public ImmutableArray<CatalogueModel> Models { get; }

    /// <summary>By name, case-insensitive as rules are.</summary>
    public FrozenDictionary<string, CatalogueModel> ByName { get; }

    /// <summary>Accounts whose models nobody has listed yet; they may be asked for any.</summary>
    public ImmutableArray<Account> AskedForAnything { get; }

    public static CatalogueIndex Build(IReadOnlyList<Account> accounts)
    {
        var enabled = accounts.Where(account => account.Enabled).ToList();
        var offers = new Dictionary<string, List<(Account Account, bool Alias)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var account in enabled)
        {
            foreach (var model in account.Models)
            {
                Add(offers, model, account, alias: false);
            }

            foreach (var alias in account.Aliases.Keys)
            {
                Add(offers, alias, account, alias: true);
            }
        }

        return new CatalogueIndex(enabled, [.. offers
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => ToModel(pair.Key, pair.Value))]);
    }

    private static void Add(Dictionary<string, List<(Account, bool)>> offers, string name, Account account, bool alias)
    {
        if (!offers.TryGetValue(name, out var list))
        {
            offers[name] = list = [];
        }

        if (!list.Exists(item => item.Item1.Id == account.Id))
        {
            list.Add((account, alias));
        }
    }

    private static CatalogueModel ToModel(string name, List<(Account Account, bool Alias)> offers) => new()
    {
        Id = name,
        Provider = offers[0].Account.Provider,
        Protocols = [.. offers.SelectMany(offer => offer.Account.Protocols).Distinct()],
        IsAlias = offers.TrueForAll(offer => offer.Alias),
        Limits = LimitsOf(name, offers),
        AccountIds = [.. offers.Select(offer => offer.Account.Id)],
    };

    // A client that goes by these must be right whichever account it gets.
    private static ModelLimits? LimitsOf(string name, List<(Account Account, bool Alias)> offers)
    {
        ModelLimits? least = null;
        foreach (var (account, alias) in offers)
        {
            if (!account.ModelLimits.IsEmpty && account.ModelLimits.TryGetValue(alias && account.Aliases.TryGetValue(name, out var model) ? model : name, out var limits))
            {
                least = least is null ? limits : new ModelLimits(Less(least.InputTokens, limits.InputTokens), Less(least.OutputTokens, limits.OutputTokens));
            }
        }

        return least;
    }

    private static int? Less(int? one, int? other) => one is null || other < one ? other ?? one : one;
}
