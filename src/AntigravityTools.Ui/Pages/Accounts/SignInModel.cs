using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>A sign-in with the user's own OAuth client, from the choice of the client to what became of it.</summary>
public sealed class SignInModel(OAuthSessions sessions, OAuthClientCommands clients)
{
    /// <summary>The account that signs in again; null adds a new one.</summary>
    public string? AccountId { get; init; }

    /// <summary>The provider preset's name.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The base URL; empty takes the provider's own.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The cloud project; empty takes the client's.</summary>
    public string? Project { get; set; }

    /// <summary>The chosen client's id; empty while a new one is entered.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The text of the file that Google Cloud's console downloads.</summary>
    public string? ClientFile { get; set; }

    /// <summary>A new client's id, as typed.</summary>
    public string? NewId { get; set; }

    /// <summary>A new client's secret, as typed.</summary>
    public string? NewSecret { get; set; }

    /// <summary>The pasted code, or the address that the browser could not open.</summary>
    public string? Pasted { get; set; }

    /// <summary>What the last step was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    /// <summary>The sign-in; null before it begins.</summary>
    public OAuthSessionView? Session { get; private set; }

    /// <summary>The user's clients.</summary>
    public ImmutableArray<OAuthClientView> Clients => clients.List();

    /// <summary>True where a client must be entered, because there is none or because a new one was chosen.</summary>
    public bool NeedsClient => AccountId is null && ClientId.Length == 0;

    /// <summary>True while the person is away in the browser.</summary>
    public bool IsPending => Session?.State == OAuthState.Pending;

    /// <summary>Takes the first client where there is one.</summary>
    public void ChooseFirstClient() => ClientId = Clients.FirstOrDefault()?.ClientId ?? "";

    /// <summary>Saves a new client where one was entered, and opens the sign-in.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (Session, Errors, Pasted) = (null, [], null);
        if (NeedsClient && !await AddClientAsync(cancellationToken))
        {
            return;
        }

        var start = await sessions.StartAsync(Json(AccountId is { } id
            ? [("account_id", id)]
            : [("provider", Provider), ("client_id", ClientId), ("base_url", BaseUrl), ("project", Project)]), cancellationToken);
        (Session, Errors) = (start.Session, start.Errors);
    }

    /// <summary>Looks how far it is; true where it has come to an end since the last look.</summary>
    public bool Look()
    {
        if (!IsPending)
        {
            return false;
        }

        Session = sessions.Get(Session!.Id) ?? Session;
        return !IsPending;
    }

    /// <summary>Finishes it with what was pasted.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (IsPending && await sessions.CompleteAsync(Session!.Id, Pasted ?? "", cancellationToken) is { } result)
        {
            (Session, Errors) = (result.Session ?? Session, result.Errors);
        }
    }

    /// <summary>Ends it where it is still open, and closes its port.</summary>
    public void Cancel()
    {
        if (IsPending)
        {
            sessions.Cancel(Session!.Id);
        }

        (Session, Errors) = (null, []);
    }

    /// <summary>The error of a field, or null.</summary>
    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    /// <summary>Notes a refusal that the page itself found.</summary>
    public void Refuse(FieldError error) => Errors = [error];

    private async Task<bool> AddClientAsync(CancellationToken cancellationToken)
    {
        var (client, _, errors) = await clients.AddAsync(
            Json(string.IsNullOrWhiteSpace(ClientFile) ? [("client_id", NewId), ("client_secret", NewSecret)] : [("json", ClientFile)]), cancellationToken);
        Errors = errors;
        if (client is null)
        {
            return false;
        }

        // A secret should not lie about on a page.
        (ClientId, ClientFile, NewId, NewSecret) = (client.ClientId, null, null, null);
        return true;
    }

    private static JsonElement Json(IEnumerable<(string Name, string? Value)> fields) => JsonSerializer.SerializeToElement(
        fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).ToDictionary(field => field.Name, field => field.Value!.Trim()));
}
