using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Upstreams.Google;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>What happens to an account between a person's entry and its place in the pool: completed, given a token, checked.</summary>
public sealed class AccountAdmission(
    AccountChecker checker, CredentialRefresher credentials, ITokenEndpoint tokens, OAuthClients clients, ProviderCatalogue providers, Func<string, string?> environment)
{
    /// <summary>True where the account's access ends by itself.</summary>
    internal bool CanRefresh(Account account) => credentials.CanRefresh(account);

    /// <summary>Puts in what the draft leaves to the gateway: a key from its environment, the user's own OAuth client.</summary>
    internal (AccountDraft Draft, FieldError? Missing) Complete(AccountDraft draft)
    {
        if (draft.Auth is not { } auth)
        {
            return (draft, null);
        }

        switch (auth.Type)
        {
            case "environment":
                var provider = draft.Provider is null ? null : providers.Find(draft.Provider);
                var variable = auth.Variable ?? provider?.EnvironmentKeys.FirstOrDefault();
                var placeholder = draft with { Auth = new AuthDraft { Type = "api_key", ApiKey = "-" } };
                return variable is null || !EnvironmentKeys.Of(providers).Contains(variable)
                    ? (placeholder, new FieldError("auth.variable", $"auth.variable must be one of {string.Join(", ", EnvironmentKeys.Of(providers))}."))
                    : environment(variable) is { Length: > 0 } key ? (draft with { Auth = new AuthDraft { Type = "api_key", ApiKey = key } }, null)
                    : (placeholder, new FieldError("auth.variable", $"The environment of the gateway has no {variable}."));
            case "oauth":
                return (draft with { Auth = WithClient(auth) }, null);
            default:
                return (draft, null);
        }
    }

    /// <summary>The account with a first access token, where its credential gives one; or why it does not.</summary>
    internal async Task<(Account Account, Fault? Refused)> ObtainAsync(Account account, CancellationToken cancellationToken)
    {
        if (!credentials.CanRefresh(account))
        {
            return (account, null);
        }

        if (account.Credential.Access is null)
        {
            var (credential, refused) = await credentials.ObtainAsync(account.Credential, cancellationToken).ConfigureAwait(false);
            if (refused is not null)
            {
                return (account, refused);
            }

            account = account with { Credential = credential };
        }

        return (account.Email is null ? account with { Email = await EmailAsync(account.Credential, cancellationToken).ConfigureAwait(false) } : account, null);
    }

    /// <summary>Replaces the access token now, where there is one; why it could not be replaced, or null.</summary>
    internal async Task<Fault?> RenewAsync(Account account, CancellationToken cancellationToken) => !credentials.CanRefresh(account)
        ? null
        : (await credentials.RefreshAsync(account, account.Credential.Access?.Token, cancellationToken).ConfigureAwait(false)).Fault;

    /// <inheritdoc cref="AccountChecker.CheckAsync"/>
    internal Task<AccountCheck> CheckAsync(Account account, CancellationToken cancellationToken) => checker.CheckAsync(account, cancellationToken);

    /// <inheritdoc cref="AccountChecker.GenerateAsync"/>
    internal Task<AccountCheck> GenerateAsync(Account account, string? model, CancellationToken cancellationToken) => checker.GenerateAsync(account, model, cancellationToken);

    private AuthDraft WithClient(AuthDraft auth)
    {
        var client = auth.ClientId is null ? clients.Only : clients.Find(auth.ClientId);
        return client is null ? auth : auth with
        {
            ClientId = client.ClientId,
            ClientSecret = auth.ClientSecret ?? client.ClientSecret,
            TokenEndpoint = auth.TokenEndpoint ?? client.TokenEndpoint.ToString(),
        };
    }

    private async Task<string?> EmailAsync(Credential credential, CancellationToken cancellationToken) => credential switch
    {
        Credential.ServiceAccount file => ServiceAccountKey.Read(file.Json)?.ClientEmail,
        Credential.OAuth { AccessToken: { } token } oauth =>
            await tokens.EmailAsync(GoogleEndpoints.UserInfoOf(oauth.TokenEndpoint ?? GoogleEndpoints.Token), token, cancellationToken).ConfigureAwait(false),
        _ => null,
    };
}
