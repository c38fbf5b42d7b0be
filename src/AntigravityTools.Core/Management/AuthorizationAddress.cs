using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>The address at which a person consents (developers.google.com/identity/protocols/oauth2/native-app, 2026-11).</summary>
internal static class AuthorizationAddress
{
    public static string Of(OAuthClient client, string redirectUri, string state, string challenge, string scopes, string? loginHint)
    {
        (string Name, string? Value)[] fields =
        [
            ("response_type", "code"), ("client_id", client.ClientId), ("redirect_uri", redirectUri), ("scope", scopes), ("state", state),
            ("code_challenge", challenge), ("code_challenge_method", "S256"), ("access_type", "offline"), ("prompt", "consent"), ("login_hint", loginHint),
        ];
        var query = string.Join('&', fields.Where(field => field.Value is not null).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
        var address = client.AuthorizationEndpoint.ToString();
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }
}
