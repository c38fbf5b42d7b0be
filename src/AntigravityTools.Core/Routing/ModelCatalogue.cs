using System.Collections.Frozen;
using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Routing;

/// <summary>Which accounts offer which model. An immutable index, rebuilt when accounts change.</summary>
public sealed class ModelCatalogue
{
    private volatile CatalogueIndex _index = CatalogueIndex.Build([]);

    /// <summary>Takes over the accounts; disabled ones offer nothing.</summary>
    public void SetAccounts(IReadOnlyList<Account> accounts) => _index = CatalogueIndex.Build(accounts);

    /// <summary>Every model that some enabled account is known to offer, aliases included, by name.</summary>
    public IReadOnlyList<CatalogueModel> List() => _index.Models;

    /// <summary>The index now.</summary>
    internal CatalogueIndex Index => _index;

    /// <summary>Known names that resemble one nobody offers, the nearest first.</summary>
    public IReadOnlyList<string> Near(string name, int most) => NearNames.Of(name, _index.Models.Select(model => model.Id), most);
}
