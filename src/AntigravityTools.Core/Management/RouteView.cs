using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>What would happen to a request that has not been sent.</summary>
public sealed record RouteView
{
    /// <summary>The model that would go upstream.</summary>
    public required string ResolvedModel { get; init; }

    /// <summary>The rule that matches, as its <c>match</c>; null where none does.</summary>
    public string? Rule { get; init; }

    /// <summary>Every account that offers the model, and why it would or would not be taken.</summary>
    public required ImmutableArray<RouteCandidate> Candidates { get; init; }

    /// <summary>The id of the account that would be tried first; null where none would.</summary>
    public string? Chosen { get; init; }

    /// <summary>Names that may have been meant, where nobody offers the model.</summary>
    public ImmutableArray<string> NearNames { get; init; } = [];
}
