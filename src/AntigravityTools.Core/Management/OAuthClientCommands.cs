using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>The user's own OAuth clients.</summary>
public sealed class OAuthClientCommands(OAuthClients clients, TimeProvider time)
{
    /// <summary>All of them, the oldest first.</summary>
    public ImmutableArray<OAuthClientView> List() => [.. clients.All.Select(OAuthClientView.Of)];

    /// <summary>Adds a client: the downloaded file as it is, or <c>client_id</c> and <c>client_secret</c>. The same id again replaces it.</summary>
    public async Task<(OAuthClientView? Client, bool Created, ImmutableArray<FieldError> Errors)> AddAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var (client, errors) = OAuthClientReader.Read(json, time.GetUtcNow());
        return client is null
            ? (null, false, errors)
            : (OAuthClientView.Of(client), await clients.SaveAsync(client, cancellationToken).ConfigureAwait(false), []);
    }

    /// <summary>Removes a client; false where there is none. Accounts that signed in with it go on.</summary>
    public Task<bool> DeleteAsync(string clientId, CancellationToken cancellationToken) => clients.DeleteAsync(clientId, cancellationToken);
}
