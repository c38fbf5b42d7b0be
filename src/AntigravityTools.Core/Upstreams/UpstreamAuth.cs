using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Azure;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Puts an account's credential where its protocol wants it.</summary>
public static class UpstreamAuth
{
    /// <summary>Adds the credential's header, and the project that pays for a login's calls; nothing for an account without a credential.</summary>
    public static void Apply(Account account, Protocol protocol, List<KeyValuePair<string, string>> headers)
    {
        switch (account.Credential)
        {
            case Credential.ApiKey { Key: var key } when account.Provider == AzureAddress.Provider:
                headers.Add(new("api-key", key));
                break;
            case Credential.ApiKey { Key: var key } when protocol == Protocol.Anthropic:
                headers.Add(new("x-api-key", key));
                break;
            case Credential.ApiKey { Key: var key } when protocol == Protocol.Gemini:
                headers.Add(new("x-goog-api-key", key));
                break;
            case Credential.ApiKey { Key: var key }:
                headers.Add(new("Authorization", "Bearer " + key));
                break;
            case { Access: var (token, _) }:
                headers.Add(new("Authorization", "Bearer " + token));
                if (account is { Credential: Credential.OAuth, Project: { } project })
                {
                    headers.Add(new("x-goog-user-project", project));
                }

                break;
        }
    }

    /// <summary>The secret text that must never appear in anything shown, or null where there is none.</summary>
    public static string? SecretOf(Credential credential) => credential switch
    {
        Credential.ApiKey key => key.Key,
        Credential.OAuth oauth => oauth.AccessToken ?? oauth.RefreshToken,
        Credential.ServiceAccount file => file.AccessToken,
        _ => null,
    };
}
