namespace AntigravityTools.Core.Records;

/// <summary>What the gateway presents upstream for an account. Its text form never shows a secret.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    /// <summary>No credential, as for a local model server.</summary>
    public sealed record None : Credential
    {
        /// <inheritdoc/>
        public override string ToString() => "none";
    }

    /// <summary>A provider's API key.</summary>
    public sealed record ApiKey(string Key) : Credential
    {
        /// <inheritdoc/>
        public override string ToString() => Mask(Key);
    }

    /// <summary>A refresh token of the user's own OAuth client, with the access token it last gave.</summary>
    public sealed record OAuth(string RefreshToken, string ClientId) : Credential
    {
        /// <summary>The OAuth client's secret, where the client type has one.</summary>
        public string? ClientSecret { get; init; }

        /// <summary>Where tokens are refreshed; null means Google's public endpoint.</summary>
        public Uri? TokenEndpoint { get; init; }

        /// <summary>The current access token.</summary>
        public string? AccessToken { get; init; }

        /// <summary>When the access token ends.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"oauth {Mask(RefreshToken)}";
    }

    /// <summary>A Google service account's JSON key file, with the access token it last gave.</summary>
    public sealed record ServiceAccount(string Json) : Credential
    {
        /// <summary>The current access token.</summary>
        public string? AccessToken { get; init; }

        /// <summary>When the access token ends.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        /// <inheritdoc/>
        public override string ToString() => "service account";
    }

    /// <summary>Stored, but the protector that could read it is not there; the account shows <c>locked</c>.</summary>
    /// <param name="Why">Which protector is missing, and what to do.</param>
    public sealed record Locked(string Why) : Credential
    {
        /// <inheritdoc/>
        public override string ToString() => "locked";
    }

    /// <summary>The short-lived token that this credential last gave, with its end; null where it gives none, or gave none yet.</summary>
    public (string Token, DateTimeOffset? ExpiresAt)? Access => this switch
    {
        OAuth { AccessToken: { } token } oauth => (token, oauth.ExpiresAt),
        ServiceAccount { AccessToken: { } token } file => (token, file.ExpiresAt),
        _ => null,
    };

    /// <summary>The same login with another access token; a credential that has none stays as it is.</summary>
    public Credential WithAccess(string token, DateTimeOffset? expiresAt) => this switch
    {
        OAuth oauth => oauth with { AccessToken = token, ExpiresAt = expiresAt },
        ServiceAccount file => file with { AccessToken = token, ExpiresAt = expiresAt },
        _ => this,
    };

    /// <summary>The first three and last four characters, the way keys are shown; short keys show nothing.</summary>
    public static string Mask(string secret) => secret.Length < 12 ? "…" : $"{secret[..3]}…{secret[^4..]}";
}
