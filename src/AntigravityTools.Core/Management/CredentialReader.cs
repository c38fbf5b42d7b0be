using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Upstreams.Google;

namespace AntigravityTools.Core.Management;

/// <summary>Makes a credential of what a person entered.</summary>
internal static class CredentialReader
{
    /// <summary>The credential, or null with errors added.</summary>
    public static Credential? Read(AuthDraft auth, Provider provider, List<FieldError> errors)
    {
        var before = errors.Count;
        var takes = string.Join(", ", provider.Credentials);
        if (auth.Type is null || !provider.Credentials.Contains(auth.Type))
        {
            errors.Add(new("auth.type", auth.Type is null
                ? $"auth is missing; {provider.Title} takes {takes}."
                : $"auth.type '{auth.Type}' is not taken by {provider.Title}; it takes {takes}."));
            return null;
        }

        Credential credential = auth.Type switch
        {
            "api_key" => new Credential.ApiKey(Key(auth.ApiKey, errors)),
            "oauth" => new Credential.OAuth(Needed(auth.RefreshToken, "auth.refresh_token", errors), Needed(auth.ClientId, "auth.client_id", errors))
            {
                ClientSecret = auth.ClientSecret,
                TokenEndpoint = auth.TokenEndpoint is null ? null : Address(auth.TokenEndpoint, errors),
            },
            "service_account" => new Credential.ServiceAccount(KeyFile(auth.Json, errors)),
            _ => new Credential.None(),
        };
        return errors.Count == before ? credential : null;
    }

    // A pasted key often brings spaces, a line end or quotes along; inside it nothing but visible ASCII can travel in a header.
    private static string Key(string? text, List<FieldError> errors)
    {
        var key = text?.Trim().Trim('"', '\'') ?? "";
        if (key.Length == 0)
        {
            errors.Add(new("auth.api_key", "auth.api_key is missing."));
        }
        else if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            errors.Add(new("auth.api_key", "auth.api_key has characters that no key has: only visible ASCII without spaces is allowed."));
        }

        return key;
    }

    private static string Needed(string? text, string field, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(new(field, field == "auth.client_id"
                ? "auth.client_id is missing: a refresh token works with the OAuth client that made it alone. Name yours, or import it first (POST /api/oauth/clients, or the Accounts page)."
                : $"{field} is missing."));
        }

        return text?.Trim() ?? "";
    }

    private static Uri? Address(string text, List<FieldError> errors)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && OAuthClientReader.IsSafe(address))
        {
            return address;
        }

        errors.Add(new("auth.token_endpoint", "auth.token_endpoint must be an https address; http is for this machine only."));
        return null;
    }

    private static string KeyFile(string? text, List<FieldError> errors)
    {
        if (text is not null && ServiceAccountKey.Read(text) is { } key && OAuthClientReader.IsSafe(key.TokenEndpoint))
        {
            return text;
        }

        errors.Add(new("auth.json", "auth.json must be the text of a service account's key file, with client_email, an RSA private_key and a token_uri that is https."));
        return "";
    }
}
