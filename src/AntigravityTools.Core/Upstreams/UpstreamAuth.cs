using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Puts an account's credential where its protocol wants it.</summary>
public static class UpstreamAuth
{
    /// <summary>Adds the credential's header; nothing for an account without one.</summary>
    public static void Apply(Credential credential, Protocol protocol, List<KeyValuePair<string, string>> headers)
    {
        switch (credential)
        {
            case Credential.ApiKey { Key: var key } when protocol == Protocol.Anthropic:
                headers.Add(new("x-api-key", key));
                break;
            case Credential.ApiKey { Key: var key } when protocol == Protocol.Gemini:
                headers.Add(new("x-goog-api-key", key));
                break;
            case Credential.ApiKey { Key: var key }:
                headers.Add(new("Authorization", "Bearer " + key));
                break;
            case Credential.OAuth { AccessToken: { } token }:
                headers.Add(new("Authorization", "Bearer " + token));
                break;
        }
    }

    /// <summary>The secret text that must never appear in anything shown, or null where there is none.</summary>
    public static string? SecretOf(Credential credential) => credential switch
    {
        Credential.ApiKey key => key.Key,
        Credential.OAuth oauth => oauth.AccessToken ?? oauth.RefreshToken,
        _ => null,
    };
}
