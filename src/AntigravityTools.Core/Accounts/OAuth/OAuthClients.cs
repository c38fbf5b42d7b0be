using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>The user's own OAuth clients, kept with their secrets encrypted.</summary>
public sealed class OAuthClients(ISettingsStore settings, ISecretProtector protector) : IDisposable
{
    private const string Key = "oauth_clients";
    private const string Context = "oauth_client:";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ImmutableArray<OAuthClient> _all = [];

    /// <summary>All of them, the oldest first.</summary>
    public ImmutableArray<OAuthClient> All => _all;

    /// <summary>The only one there is; null where there is none or several.</summary>
    public OAuthClient? Only => _all is [var only] ? only : null;

    /// <summary>One by its id, or null.</summary>
    public OAuthClient? Find(string clientId) => _all.FirstOrDefault(client => client.ClientId == clientId);

    /// <summary>Brings in what is stored.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var text = await settings.GetAsync(Key, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(text ?? "[]");
        _all = [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>Adds a client, or replaces the one of its id; true where it is new. Durable when it returns.</summary>
    public async Task<bool> SaveAsync(OAuthClient client, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var known = Find(client.ClientId);
            await StoreAsync(known is null ? _all.Add(client) : _all.Replace(known, client), cancellationToken).ConfigureAwait(false);
            return known is null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes a client; false where there is none. Accounts keep what they need of it.</summary>
    public async Task<bool> DeleteAsync(string clientId, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Find(clientId) is not { } known)
            {
                return false;
            }

            await StoreAsync(_all.Remove(known), cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task StoreAsync(ImmutableArray<OAuthClient> clients, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var client in clients)
            {
                Write(client, json);
            }

            json.WriteEndArray();
        }

        await settings.SetAsync(Key, Encoding.UTF8.GetString(buffer.WrittenSpan), cancellationToken).ConfigureAwait(false);
        _all = clients;
    }

    private void Write(OAuthClient client, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("client_id", client.ClientId);
        json.WriteString("name", client.Name);
        json.WriteString("project", client.Project);
        json.WriteString("auth_uri", client.AuthorizationEndpoint.ToString());
        json.WriteString("token_uri", client.TokenEndpoint.ToString());
        json.WriteString("userinfo_uri", client.UserInfoEndpoint.ToString());
        json.WriteString("created_at", client.CreatedAt);
        if (client.ClientSecret is { } secret)
        {
            json.WriteString("protector", protector.Name);
            json.WriteBase64String("secret", protector.Protect(Encoding.UTF8.GetBytes(secret), Context + client.ClientId));
        }

        json.WriteEndObject();
    }

    // A secret whose key is not there any more is missing, and the sign-in says so in the provider's words; the client has to be imported again.
    private OAuthClient Read(JsonElement json)
    {
        var id = json.GetProperty("client_id").GetString()!;
        var secret = json.TryGetProperty("secret", out var data) && json.GetProperty("protector").GetString() == protector.Name
            ? protector.Unprotect(data.GetBytesFromBase64(), Context + id)
            : null;
        return new OAuthClient
        {
            ClientId = id,
            ClientSecret = secret is null ? null : Encoding.UTF8.GetString(secret),
            Name = json.GetProperty("name").GetString(),
            Project = json.GetProperty("project").GetString(),
            AuthorizationEndpoint = new Uri(json.GetProperty("auth_uri").GetString()!),
            TokenEndpoint = new Uri(json.GetProperty("token_uri").GetString()!),
            UserInfoEndpoint = new Uri(json.GetProperty("userinfo_uri").GetString()!),
            CreatedAt = json.GetProperty("created_at").GetDateTimeOffset(),
        };
    }
}
