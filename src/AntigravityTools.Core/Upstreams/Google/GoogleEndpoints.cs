namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>Google's public OAuth endpoints (developers.google.com/identity/protocols/oauth2, 2026-11).</summary>
public static class GoogleEndpoints
{
    /// <summary>Where a person consents.</summary>
    public static Uri Authorization { get; } = new("https://accounts.google.com/o/oauth2/v2/auth");

    /// <summary>Where codes, refresh tokens and assertions are exchanged.</summary>
    public static Uri Token { get; } = new("https://oauth2.googleapis.com/token");

    /// <summary>Where a login's e-mail address is read.</summary>
    public static Uri UserInfo { get; } = new("https://openidconnect.googleapis.com/v1/userinfo");

    /// <summary>The user info that belongs to a token endpoint: Google's own, or the neighbour of any other.</summary>
    public static Uri UserInfoOf(Uri token) =>
        token.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase) ? UserInfo : new Uri(token, "userinfo");
}
