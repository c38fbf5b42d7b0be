using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>An OAuth client as people see it. Holds no secret.</summary>
public sealed record OAuthClientView
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The user's name for it.</summary>
    public string? Name { get; init; }

    /// <summary>The cloud project it belongs to.</summary>
    public string? Project { get; init; }

    /// <summary>The secret's first and last characters; null where it has none.</summary>
    public string? Secret { get; init; }

    /// <summary>Where a person consents.</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where tokens are given.</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal static OAuthClientView Of(OAuthClient client) => new()
    {
        ClientId = client.ClientId,
        Name = client.Name,
        Project = client.Project,
        Secret = client.ClientSecret is { } secret ? Credential.Mask(secret) : null,
        AuthorizationEndpoint = client.AuthorizationEndpoint.ToString(),
        TokenEndpoint = client.TokenEndpoint.ToString(),
        CreatedAt = client.CreatedAt,
    };
}
