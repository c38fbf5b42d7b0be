using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>A model server that answers on this machine.</summary>
public sealed record FoundServer
{
    /// <summary>What usually listens there.</summary>
    public required string Name { get; init; }

    /// <summary>The provider to add it with.</summary>
    public required string Provider { get; init; }

    /// <summary>Its base URL.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The models that it lists.</summary>
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>True where an account points at it already.</summary>
    public bool Added { get; init; }
}
