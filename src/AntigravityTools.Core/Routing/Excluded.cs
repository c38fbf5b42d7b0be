using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Routing;

/// <summary>Why accounts are no candidates for a name: they do not offer the model, or the rule or prefix leaves them out.</summary>
internal static class Excluded
{
    private const int NamesKept = 20;

    public static ImmutableArray<PassedOver> Of(CatalogueIndex index, RouteDecision decision)
    {
        var candidates = decision.AccountIds.ToHashSet();
        var offering = index.ByName.TryGetValue(decision.ResolvedModel, out var model)
            ? model.AccountIds.ToHashSet()
            : index.AskedForAnything.Select(account => account.Id).ToHashSet();
        return
        [
            .. index.Accounts
                .Where(account => !candidates.Contains(account.Id))
                .GroupBy(account => offering.Contains(account.Id) ? "rule" : "model_not_offered")
                .Select(group => new PassedOver(group.Key, group.Count(), [.. group.Take(NamesKept).Select(account => account.Name)])),
        ];
    }
}
