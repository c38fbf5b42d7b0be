using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite.Accounts;

/// <summary>A credential as it is encrypted.</summary>
internal sealed record StoredCredential
{
    private const string None = "none";
    private const string ApiKey = "api_key";
    private const string OAuth = "oauth";
    private const string ServiceAccount = "service_account";

    public required string Type { get; init; }

    /// <summary>The API key, the refresh token or the service account's JSON.</summary>
    public string? Secret { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public Uri? TokenEndpoint { get; init; }

    public string? AccessToken { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    internal static StoredCredential Of(Credential credential) => credential switch
    {
        Credential.None => new() { Type = None },
        Credential.ApiKey key => new() { Type = ApiKey, Secret = key.Key },
        Credential.ServiceAccount account => new() { Type = ServiceAccount, Secret = account.Json, AccessToken = account.AccessToken, ExpiresAt = account.ExpiresAt },
        Credential.OAuth oauth => new()
        {
            Type = OAuth,
            Secret = oauth.RefreshToken,
            ClientId = oauth.ClientId,
            ClientSecret = oauth.ClientSecret,
            TokenEndpoint = oauth.TokenEndpoint,
            AccessToken = oauth.AccessToken,
            ExpiresAt = oauth.ExpiresAt,
        },
        _ => throw new ArgumentException("A locked credential is not stored.", nameof(credential)),
    };

    /// <summary>The credential, or null where this version does not know its type.</summary>
    internal Credential? ToCredential() => Type switch
    {
        None => new Credential.None(),
        ApiKey => new Credential.ApiKey(Secret ?? ""),
        ServiceAccount => new Credential.ServiceAccount(Secret ?? "") { AccessToken = AccessToken, ExpiresAt = ExpiresAt },
        OAuth => new Credential.OAuth(Secret ?? "", ClientId ?? "")
        {
            ClientSecret = ClientSecret,
            TokenEndpoint = TokenEndpoint,
            AccessToken = AccessToken,
            ExpiresAt = ExpiresAt,
        },
        _ => null,
    };

    public override string ToString() => Type;
}
