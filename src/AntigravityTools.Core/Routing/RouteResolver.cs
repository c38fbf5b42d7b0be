using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Routing;

/// <summary>Resolves a model name to accounts. No implicit mapping: a name that nobody offers is nobody's (product.md §5).</summary>
public sealed class RouteResolver(ModelCatalogue catalogue, Func<RoutingConfig> routing)
{
    private const int NearNamesShown = 5;
    private volatile RouteCache _cache = new(new RouteTable(new RoutingConfig()), null);

    /// <summary>
    /// Resolves a name, with its rule, prefixes (<c>provider/model</c>, <c>account:model</c>) and fallbacks. The same name gives the same
    /// decision object until the rules or the accounts change.
    /// </summary>
    /// <param name="model">The name as asked for.</param>
    /// <param name="background">True for a small request that a client sends on the side; rules for those apply.</param>
    public RouteDecision Resolve(string model, bool background = false)
    {
        var cache = Cache();
        if (cache.Find(model, background) is { } known)
        {
            return known;
        }

        var index = cache.Index!;
        var rule = cache.Table.Find(model, background);
        var decision = rule is null ? Address(index, model) : ByRule(index, model, rule);
        return cache.Keep(model, background, decision with
        {
            PassedOver = Excluded.Of(index, decision),
            NearNames = decision.AccountIds.IsEmpty ? [.. catalogue.Near(decision.ResolvedModel, NearNamesShown)] : [],
        });
    }

    /// <summary>The name that one account knows the model by: its alias, where it has one.</summary>
    public static string UpstreamModel(Account account, string resolved)
    {
        foreach (var (alias, model) in account.Aliases)
        {
            if (alias.Equals(resolved, StringComparison.OrdinalIgnoreCase))
            {
                return model;
            }
        }

        return resolved;
    }

    private RouteCache Cache()
    {
        var (cache, config, index) = (_cache, routing(), catalogue.Index);
        return ReferenceEquals(cache.Table.Config, config) && ReferenceEquals(cache.Index, index) && !cache.IsFull
            ? cache
            : _cache = new RouteCache(ReferenceEquals(cache.Table.Config, config) ? cache.Table : new RouteTable(config), index);
    }

    private static RouteDecision ByRule(CatalogueIndex index, string requested, ModelRuleConfig rule)
    {
        var resolved = rule.Model ?? requested;
        return new RouteDecision
        {
            RequestedModel = requested,
            ResolvedModel = resolved,
            Rule = rule.Match,
            Effort = rule.Effort,
            ThinkingBudget = rule.ThinkingBudget,
            AccountIds = Allowed(index, Offering(index, resolved), rule),
            Fallbacks =
            [
                .. rule.Fallbacks.Select(fallback => new RouteDecision
                {
                    RequestedModel = requested,
                    ResolvedModel = fallback,
                    Rule = rule.Match,
                    Effort = rule.Effort,
                    ThinkingBudget = rule.ThinkingBudget,
                    AccountIds = Offering(index, fallback),
                }),
            ],
        };
    }

    private static ImmutableArray<string> Allowed(CatalogueIndex index, ImmutableArray<string> offering, ModelRuleConfig rule)
    {
        if (rule.Provider is null && rule.Accounts.IsDefaultOrEmpty)
        {
            return offering;
        }

        // A rule that names accounts speaks for them: a model they have not listed is the user's word against a list.
        var named = index.Accounts.Where(account =>
            (rule.Provider is null || account.Provider.Equals(rule.Provider, StringComparison.OrdinalIgnoreCase))
            && (rule.Accounts.IsDefaultOrEmpty || rule.Accounts.Any(name => name == account.Id || name == account.Name)));
        return [.. named.Where(account => !rule.Accounts.IsDefaultOrEmpty || offering.Contains(account.Id)).Select(account => account.Id)];
    }

    private static RouteDecision Address(CatalogueIndex index, string model)
    {
        var offering = Offering(index, model);
        if (!offering.IsEmpty && (index.ByName.ContainsKey(model) || model.AsSpan().IndexOfAny('/', ':') < 0))
        {
            return Direct(model, model, offering);
        }

        return Prefixed(index, model, '/', static (account, prefix) => account.Provider.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            ?? Prefixed(index, model, ':', static (account, prefix) => account.Id == prefix || account.Name.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            ?? Direct(model, model, offering);
    }

    private static RouteDecision? Prefixed(CatalogueIndex index, string model, char separator, Func<Account, string, bool> owns)
    {
        if (model.IndexOf(separator, StringComparison.Ordinal) is var at && (at <= 0 || at == model.Length - 1))
        {
            return null;
        }

        var (prefix, name) = (model[..at], model[(at + 1)..]);
        var owners = index.Accounts.Where(account => owns(account, prefix)).Select(account => account.Id).ToHashSet();
        return owners.Count == 0 ? null : Direct(model, name, [.. Offering(index, name).Where(owners.Contains)]);
    }

    private static RouteDecision Direct(string requested, string resolved, ImmutableArray<string> accounts) =>
        new() { RequestedModel = requested, ResolvedModel = resolved, AccountIds = accounts };

    // Accounts that list the model; where nobody does, those whose models nobody has listed yet.
    private static ImmutableArray<string> Offering(CatalogueIndex index, string model) =>
        index.ByName.TryGetValue(model, out var known) ? known.AccountIds : [.. index.AskedForAnything.Select(account => account.Id)];
}
