using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>A provider preset: where to go and how to authenticate. Data, read from <c>Presets.json</c>.</summary>
public sealed record Provider
{
    /// <summary>The name in configuration and API, such as <c>openai-compatible</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What its accounts serve natively unless an account says otherwise.</summary>
    public required ImmutableArray<Protocol> Protocols { get; init; }

    /// <summary>Further protocols that an account may declare.</summary>
    public ImmutableArray<Protocol> OptionalProtocols { get; init; } = [];

    /// <summary>The public base URL; null where the user must give one.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The credential types it takes: <c>api_key</c>, <c>oauth</c>, <c>service_account</c>, <c>none</c>.</summary>
    public required ImmutableArray<string> Credentials { get; init; }

    /// <summary>The environment variables in which people keep its key, the usual one first.</summary>
    public ImmutableArray<string> EnvironmentKeys { get; init; } = [];

    /// <summary>The fields of an account that mean something to it, beside those that all have: <c>project</c>, <c>location</c>, <c>api_version</c>.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Where a person gets a key.</summary>
    public Uri? KeyPage { get; init; }

    /// <summary>Named servers of this kind, with their base URLs.</summary>
    public ImmutableArray<NamedServer> Servers { get; init; } = [];
}
