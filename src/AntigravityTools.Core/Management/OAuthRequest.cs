using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Google;

namespace AntigravityTools.Core.Management;

/// <summary>What somebody asks of a sign-in: the account's fields without a credential, and which client, scopes and account.</summary>
internal sealed record OAuthRequest(OAuthClient Client, AccountDraft Draft, string? AccountId, string Scopes)
{
    private static readonly string[] Own = ["scopes", "account_id", "client_id"];

    /// <summary>The request, or every field at fault.</summary>
    public static (OAuthRequest? Request, ImmutableArray<FieldError> Errors) Read(JsonElement json, AccountCommands accounts, OAuthClients clients)
    {
        var (draft, read) = AccountDraftJson.Read(json);
        if (draft is null)
        {
            return (null, read);
        }

        var errors = read.Where(error => Array.IndexOf(Own, error.Field) < 0).ToList();
        var account = Text(json, "account_id", errors) is { } id ? Known(accounts, id, errors) : null;
        var client = ClientOf(json, account, clients, errors);
        var scopes = ScopesOf(json, account?.Provider ?? draft.Provider ?? "", errors);
        draft = account is not null
            ? new AccountDraft { Provider = account.Provider, Email = account.Email }
            : draft with { Provider = draft.Provider ?? "gemini", Project = draft.Project ?? client?.Project };
        if (account is null)
        {
            errors.AddRange(accounts.Check(draft with { Auth = Stand(new Credential.OAuth("-", client?.ClientId ?? "-")) }));
        }
        else if (account.Credential is not Credential.OAuth)
        {
            errors.Add(new("account_id", $"The account '{account.Name}' does not sign in; it has another kind of credential."));
        }

        return errors.Count > 0 || client is null
            ? (null, [.. errors.DistinctBy(error => error.Field)])
            : (new OAuthRequest(client, draft, account?.Id, scopes), []);
    }

    /// <summary>A login as a draft names it, so that a draft can be checked like any other.</summary>
    public static AuthDraft Stand(Credential.OAuth login) => new()
    {
        Type = "oauth", RefreshToken = login.RefreshToken, ClientId = login.ClientId, ClientSecret = login.ClientSecret, TokenEndpoint = login.TokenEndpoint?.ToString(),
    };

    private static Account? Known(AccountCommands accounts, string id, List<FieldError> errors)
    {
        if (accounts.All().FirstOrDefault(one => one.Id == id) is { } account)
        {
            return account;
        }

        errors.Add(new("account_id", $"There is no account '{id}'."));
        return null;
    }

    // An account that signs in again goes on with its own client, also where that is no longer in the list.
    private static OAuthClient? ClientOf(JsonElement json, Account? account, OAuthClients clients, List<FieldError> errors)
    {
        var id = Text(json, "client_id", errors);
        if (id is null && account?.Credential is Credential.OAuth login)
        {
            var token = login.TokenEndpoint ?? GoogleEndpoints.Token;
            return clients.Find(login.ClientId) ?? new OAuthClient
            {
                ClientId = login.ClientId, ClientSecret = login.ClientSecret, AuthorizationEndpoint = GoogleEndpoints.Authorization, TokenEndpoint = token,
                UserInfoEndpoint = GoogleEndpoints.UserInfoOf(token), CreatedAt = account.CreatedAt,
            };
        }

        if ((id is null ? clients.Only : clients.Find(id)) is { } client)
        {
            return client;
        }

        errors.Add(new("client_id", id is not null ? $"There is no OAuth client '{id}'."
            : clients.All.IsEmpty ? "There is no OAuth client. Create one of the type 'Desktop app' in Google Cloud's console and import the file that it downloads."
            : "client_id is missing: there are several OAuth clients."));
        return null;
    }

    private static string ScopesOf(JsonElement json, string provider, List<FieldError> errors)
    {
        if (!json.TryGetProperty("scopes", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return string.Join(' ', GoogleScopes.Of(provider));
        }

        var scopes = list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(scope => scope.ValueKind == JsonValueKind.String)
            ? list.EnumerateArray().Select(scope => scope.GetString()!).Distinct().ToList() : [];
        if (scopes.Count == 0 || !scopes.TrueForAll(GoogleScopes.IsKnown))
        {
            errors.Add(new("scopes", "scopes must be a list of public Google scopes for the login, the Gemini API or Google Cloud, such as openid, email and https://www.googleapis.com/auth/cloud-platform."));
        }

        return string.Join(' ', scopes);
    }

    private static string? Text(JsonElement json, string name, List<FieldError> errors)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        errors.Add(new(name, $"{name} must be a text."));
        return null;
    }
}
