using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Routing;

/// <summary>A model that a client can ask for.</summary>
public sealed record CatalogueModel
{
    /// <summary>The name to ask for.</summary>
    public required string Id { get; init; }

    /// <summary>The provider that offers it first.</summary>
    public required string Provider { get; init; }

    /// <summary>The protocols that its accounts serve natively.</summary>
    public required ImmutableArray<Protocol> Protocols { get; init; }

    /// <summary>True where the name is the user's own: an alias of an account, or a rule.</summary>
    public bool IsAlias { get; init; }

    /// <summary>What it takes and gives with every account that states it; null where none does.</summary>
    public ModelLimits? Limits { get; init; }

    /// <summary>The accounts that offer it.</summary>
    public required ImmutableArray<string> AccountIds { get; init; }
}
