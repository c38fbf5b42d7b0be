using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Routing;

/// <summary>
/// The model rules, best first: those for background requests, then exact before glob, then most literal characters, then the user's order.
/// </summary>
internal sealed class RouteTable
{
    private readonly ImmutableArray<ModelRule> _rules;

    public RouteTable(RoutingConfig config)
    {
        Config = config;
        _rules = [.. config.Rules
            .Select((rule, order) => new ModelRule(rule, order))
            .OrderByDescending(rule => rule.Config.Background).ThenByDescending(rule => rule.IsExact).ThenByDescending(rule => rule.Literals).ThenBy(rule => rule.Order)];
    }

    public RoutingConfig Config { get; }

    /// <summary>The rule for a model name; one for background requests counts for those only.</summary>
    public ModelRuleConfig? Find(string model, bool background)
    {
        foreach (var rule in _rules)
        {
            if ((background || !rule.Config.Background) && rule.Matches(model))
            {
                return rule.Config;
            }
        }

        return null;
    }
}
