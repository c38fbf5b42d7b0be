using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>The authorisation server's side that gives tokens (RFC 6749, RFC 7523). Failures are values; only cancellation throws.</summary>
public interface ITokenEndpoint
{
    /// <summary>Exchanges a refresh token, or a service account's signed assertion, for an access token.</summary>
    Task<GrantResult> RefreshAsync(Credential credential, CancellationToken cancellationToken);

    /// <summary>Redeems an authorisation code.</summary>
    Task<GrantResult> RedeemAsync(OAuthClient oauth, AuthorizationCode code, CancellationToken cancellationToken);

    /// <summary>The e-mail address of a login; null where the provider does not tell.</summary>
    Task<string?> EmailAsync(Uri userInfo, string accessToken, CancellationToken cancellationToken);
}
