using System.Collections.Immutable;

namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>routing</c>: model rules; without any, a name goes to the accounts that offer it.</summary>
public sealed record RoutingConfig
{
    /// <summary><c>rules</c>, in the user's order.</summary>
    public ImmutableArray<ModelRuleConfig> Rules { get; init; } = [];
}
