namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>A code to be redeemed, with what proves that we asked for it.</summary>
/// <param name="Code">The code.</param>
/// <param name="RedirectUri">Where it was sent.</param>
/// <param name="Verifier">The PKCE verifier of its challenge.</param>
public sealed record AuthorizationCode(string Code, string RedirectUri, string Verifier)
{
    /// <inheritdoc/>
    public override string ToString() => "authorization code";
}
