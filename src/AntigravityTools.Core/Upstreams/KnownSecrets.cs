using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The secrets of all accounts, for those who take secrets out of text.</summary>
public static class KnownSecrets
{
    /// <summary>Every secret that the pool holds now.</summary>
    public static IEnumerable<string> Of(AccountPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.Snapshot.Entries.SelectMany(entry => Of(entry.Account.Credential));
    }

    private static IEnumerable<string> Of(Credential credential) => credential switch
    {
        Credential.ApiKey key => [key.Key],
        Credential.OAuth oauth => new[] { oauth.RefreshToken, oauth.AccessToken, oauth.ClientSecret }.OfType<string>(),
        Credential.ServiceAccount file => new[] { file.AccessToken, file.Json }.OfType<string>(),
        _ => [],
    };
}
