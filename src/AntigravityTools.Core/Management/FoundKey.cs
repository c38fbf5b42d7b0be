namespace AntigravityTools.Core.Management;

/// <summary>A key in the environment, by the name of its variable alone.</summary>
public sealed record FoundKey
{
    /// <summary>The variable.</summary>
    public required string Variable { get; init; }

    /// <summary>The provider to add it with.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's or server's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The base URL, where the provider has none of its own.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>True where a person must name the base URL.</summary>
    public bool NeedsBaseUrl { get; init; }

    /// <summary>True where an account has this key already.</summary>
    public bool Added { get; init; }
}
