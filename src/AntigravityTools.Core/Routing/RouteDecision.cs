using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Routing;

/// <summary>Where a model name leads: a pure function of the rules and of what the accounts offer.</summary>
public sealed record RouteDecision
{
    /// <summary>The model as asked for.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>The model that goes upstream, before an account's own alias.</summary>
    public required string ResolvedModel { get; init; }

    /// <summary>The rule that matched, as its <c>match</c>; null where none did.</summary>
    public string? Rule { get; init; }

    /// <summary>The accounts that offer it, in the user's order; empty where nobody does.</summary>
    public required ImmutableArray<string> AccountIds { get; init; }

    /// <summary>Models to fall back to, in order, each with its accounts.</summary>
    public ImmutableArray<RouteDecision> Fallbacks { get; init; } = [];

    /// <summary>Accounts that could not be candidates, by reason: <c>model_not_offered</c>, <c>rule</c>.</summary>
    public ImmutableArray<PassedOver> PassedOver { get; init; } = [];

    /// <summary>The reasoning effort that the rule sets; null keeps the client's.</summary>
    public string? Effort { get; init; }

    /// <summary>The thinking tokens that the rule sets; null keeps the client's.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>Names that the client may have meant, where nobody offers the model.</summary>
    public ImmutableArray<string> NearNames { get; init; } = [];
}
