namespace AntigravityTools.Core.Records;

/// <summary>The user's own OAuth client, as Google Cloud's console shows it. Its text form never shows the secret.</summary>
public sealed record OAuthClient
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client secret, where its type has one.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The user's name for it.</summary>
    public string? Name { get; init; }

    /// <summary>The cloud project it belongs to, where the file names it.</summary>
    public string? Project { get; init; }

    /// <summary>Where a person consents.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>Where codes and refresh tokens are exchanged.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>Where the login's e-mail address is read.</summary>
    public required Uri UserInfoEndpoint { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ClientId;
}
