using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Management;

/// <summary>Model rules, and what would happen to a request that has not been sent.</summary>
public sealed class RouteCommands(RouteResolver resolver, ModelCatalogue catalogue, AccountPool pool, ConfigStore config)
{
    /// <summary>The rules in the user's order.</summary>
    public ImmutableArray<ModelRuleView> Rules => [.. config.Current.Routing.Rules.Select(rule => new ModelRuleView
    {
        Match = rule.Match,
        Model = rule.Model,
        Provider = rule.Provider,
        Accounts = rule.Accounts,
        Fallbacks = rule.Fallbacks,
        Effort = rule.Effort,
        ThinkingBudget = rule.ThinkingBudget,
        Background = rule.Background,
    })];

    /// <summary>Names of all models that can be asked for.</summary>
    public ImmutableArray<string> Models => [.. catalogue.List().Select(model => model.Id)];

    /// <summary>Replaces all rules; returns everything wrong with them.</summary>
    public Task<ImmutableArray<FieldError>> ReplaceRulesAsync(ImmutableArray<ModelRuleView> rules, CancellationToken cancellationToken)
    {
        var routing = new RoutingConfig
        {
            Rules = [.. rules.Select(rule => new ModelRuleConfig
            {
                Match = rule.Match,
                Model = rule.Model,
                Provider = rule.Provider,
                Accounts = rule.Accounts,
                Fallbacks = rule.Fallbacks,
                Effort = rule.Effort,
                ThinkingBudget = rule.ThinkingBudget,
                Background = rule.Background,
            })],
        };
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            ModelRuleJson.Write(GatewayConfig.Default with { Routing = routing }, json);
        }

        using var document = JsonDocument.Parse(text.WrittenMemory);
        return ReplaceRulesAsync(document.RootElement.Clone(), cancellationToken);
    }

    /// <summary>Replaces all rules by a JSON list; returns everything wrong with it.</summary>
    public async Task<ImmutableArray<FieldError>> ReplaceRulesAsync(JsonElement rules, CancellationToken cancellationToken)
    {
        using var patch = JsonDocument.Parse($$$"""{"routing":{"rules":{{{rules.GetRawText()}}}}}""");
        return await config.PatchAsync(patch.RootElement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the rules as a JSON list.</summary>
    public void WriteRules(Utf8JsonWriter json) => ModelRuleJson.Write(config.Current, json);

    /// <summary>What would happen to a request for a model, from a client of a protocol: the first step of its route that has a usable account.</summary>
    public RouteView Resolve(string model, Protocol protocol)
    {
        var decision = resolver.Resolve(model);
        RouteDecision[] steps = [decision, .. decision.Fallbacks];
        var step = Array.Find(steps, step => step.AccountIds.Any(id => Judge(id, step.ResolvedModel, protocol) is { Eligible: true })) ?? decision;
        var candidates = step.AccountIds.Select(id => Judge(id, step.ResolvedModel, protocol)).OfType<RouteCandidate>().ToImmutableArray();
        var usable = new LeaseRequest { Candidates = [.. candidates.Where(candidate => candidate.Eligible).Select(candidate => candidate.AccountId)], Model = step.ResolvedModel };
        return new RouteView
        {
            ResolvedModel = step.ResolvedModel,
            Rule = decision.Rule,
            Candidates = candidates,
            Chosen = usable.Candidates.IsEmpty ? null : pool.Preview(usable),
            NearNames = decision.NearNames,
        };
    }

    private RouteCandidate? Judge(string id, string model, Protocol protocol)
    {
        if (!pool.Snapshot.ById.TryGetValue(id, out var entry) || pool.StatusFor(id, model) is not { } status)
        {
            return null;
        }

        var account = entry.Account;
        var served = ModelProtocols.Of(account, Operation.Generate, RouteResolver.UpstreamModel(account, model));
        var translation = served.Contains(protocol) ? null : TranslationPlanner.Translation(Operation.Generate, served);
        if (translation is null && !served.Contains(protocol))
        {
            return new RouteCandidate(id, account.Name, false, $"It speaks no protocol that {protocol.ToName()} can be translated to.", null);
        }

        var how = translation is null ? "" : $" The request is translated to {translation.Upstream.ToName()}.";
        return status.State == AccountState.Ready
            ? new RouteCandidate(id, account.Name, true, (account.Id == pool.Pinned ? "It is pinned." : "It can be used now.") + how, pool.ScoreOf(entry, model))
            : new RouteCandidate(id, account.Name, false, status.Reason ?? $"Its state is {status.State.ToName()}.", null);
    }
}
