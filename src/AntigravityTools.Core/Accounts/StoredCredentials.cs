using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Credentials as they are stored: nothing is refreshed.</summary>
public sealed class StoredCredentials : ICredentialSource
{
    /// <inheritdoc/>
    public ValueTask<CredentialResult> GetAsync(Account account, CancellationToken cancellationToken) => new(Of(account.Credential));

    /// <inheritdoc/>
    public ValueTask<CredentialResult> RefreshAsync(Account account, string? rejectedAccessToken, CancellationToken cancellationToken) => new(Of(account.Credential));

    /// <inheritdoc/>
    public bool CanRefresh(Account account) => false;

    private static CredentialResult Of(Credential credential) => new(
        credential switch
        {
            Credential.ApiKey key => key.Key,
            Credential.OAuth oauth => oauth.AccessToken,
            _ => null,
        },
        null);
}
