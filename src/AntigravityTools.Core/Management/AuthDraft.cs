namespace AntigravityTools.Core.Management;

/// <summary>A credential as a person enters it.</summary>
public sealed record AuthDraft
{
    /// <summary><c>api_key</c>, <c>oauth</c>, <c>service_account</c>, <c>environment</c> or <c>none</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The key, for <c>api_key</c>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The refresh token, for <c>oauth</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The user's own OAuth client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Its secret, where its kind has one.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Where tokens are refreshed.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>The environment variable of the gateway to take the key from, for <c>environment</c>.</summary>
    public string? Variable { get; init; }

    /// <summary>The key file's text, for <c>service_account</c>.</summary>
    public string? Json { get; init; }
}
