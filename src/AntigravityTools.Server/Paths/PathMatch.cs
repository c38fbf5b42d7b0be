using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Paths;

/// <summary>What a path means, before anything but the path was looked at.</summary>
internal readonly record struct PathMatch
{
    /// <summary>What stands there.</summary>
    public PathKind Kind { get; init; }

    /// <summary>The protocol that the path belongs to, or looks like; null where nothing in it tells.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>What an endpoint does.</summary>
    public Operation Operation { get; init; }

    /// <summary>The methods that the path takes, as an <c>Allow</c> header writes them.</summary>
    public string Allow { get; init; }

    /// <summary>The model in the path, decoded, without <c>models/</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The server-side object in the path.</summary>
    public string? ResourceId { get; init; }

    /// <summary>True where the method name in the path asks for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>True where the endpoint takes a multipart form instead of JSON.</summary>
    public bool Multipart { get; init; }

    /// <summary>The path to ask the provider for, where the call passes on as it stands.</summary>
    public string? RelayPath { get; init; }

    /// <summary>True where JSON and forms are taken alike.</summary>
    public bool TakesAnyBody { get; init; }
}
