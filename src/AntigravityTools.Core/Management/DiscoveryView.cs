using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>What was found.</summary>
public sealed record DiscoveryView
{
    /// <summary>Model servers that answer on this machine.</summary>
    public required ImmutableArray<FoundServer> Servers { get; init; }

    /// <summary>Keys in the gateway's environment; their values are never shown.</summary>
    public required ImmutableArray<FoundKey> Environment { get; init; }
}
