using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>A new credential deserves a fresh start; what the old one was refused for says nothing about it.</summary>
internal static class FreshStart
{
    /// <summary>True where the change is a person's and not a refresh: a new access token, with or without a rotated refresh token, is the same login.</summary>
    public static bool IsDue(Credential before, Credential after) => (before, after) switch
    {
        (Credential.OAuth old, Credential.OAuth now) =>
            old.ClientId != now.ClientId || (old.RefreshToken != now.RefreshToken && old.AccessToken == now.AccessToken),
        (Credential.ServiceAccount old, Credential.ServiceAccount now) => old.Json != now.Json,
        _ => before != after,
    };
}
