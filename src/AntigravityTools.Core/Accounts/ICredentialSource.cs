using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Gives the secret that an account presents upstream, fresh where it can be refreshed.</summary>
public interface ICredentialSource
{
    /// <summary>The key or access token to send now; refreshed first where it is about to end.</summary>
    ValueTask<CredentialResult> GetAsync(Account account, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces an access token that the provider refused. Single flight per account: whoever comes while a refresh runs, or with a
    /// token that was replaced meanwhile, gets its outcome.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="rejectedAccessToken">The token that was refused; null where it is not known.</param>
    /// <param name="cancellationToken">Ends the wait, not a refresh that others wait for.</param>
    ValueTask<CredentialResult> RefreshAsync(Account account, string? rejectedAccessToken, CancellationToken cancellationToken);

    /// <summary>True where a refused secret can be replaced without a person.</summary>
    bool CanRefresh(Account account);
}
