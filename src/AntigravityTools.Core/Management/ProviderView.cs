using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>A provider preset, with what an account of it needs.</summary>
public sealed record ProviderView
{
    /// <summary>The name in the API.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The protocols that its accounts serve.</summary>
    public required ImmutableArray<string> Protocols { get; init; }

    /// <summary>Further protocols that an account may declare.</summary>
    public required ImmutableArray<string> OptionalProtocols { get; init; }

    /// <summary>The base URL; null where the user must give one.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>True where the user must name the base URL.</summary>
    public bool NeedsBaseUrl { get; init; }

    /// <summary>The credential types it takes.</summary>
    public required ImmutableArray<string> Credentials { get; init; }

    /// <summary>The environment variable in which people keep its key.</summary>
    public string? EnvironmentKey { get; init; }

    /// <summary>The fields that its accounts have beside those of all: <c>project</c>, <c>location</c>, <c>api_version</c>.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Where a person gets a key.</summary>
    public string? KeyPage { get; init; }

    /// <summary>Well-known servers of this kind.</summary>
    public required ImmutableArray<ServerView> Servers { get; init; }
}
