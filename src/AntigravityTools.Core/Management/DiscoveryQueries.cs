using System.Collections.Immutable;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Management;

/// <summary>What this machine has that could be an account: model servers on their usual ports, keys in the environment. Offered, never added unasked.</summary>
public sealed class DiscoveryQueries(AccountCommands accounts, ProviderCatalogue providers, LocalServers servers, Func<string, string?> environment)
{
    /// <summary>Looks now.</summary>
    public async Task<DiscoveryView> LookAsync(CancellationToken cancellationToken)
    {
        var known = accounts.All();
        var found = await servers.FindAsync(cancellationToken).ConfigureAwait(false);
        return new DiscoveryView
        {
            Servers =
            [
                .. found.Select(server => new FoundServer
                {
                    Name = server.Server.Name,
                    Provider = server.Provider,
                    BaseUrl = server.Server.BaseUrl.ToString(),
                    Models = server.Models,
                    Added = known.Any(account => account.BaseUrl.IsLoopback && account.BaseUrl.Port == server.Server.BaseUrl.Port),
                }),
            ],
            Environment = [.. Keys().Select(key => key with { Added = known.Any(account => account.Credential is Records.Credential.ApiKey held && held.Key == environment(key.Variable)) })],
        };
    }

    private IEnumerable<FoundKey> Keys()
    {
        foreach (var provider in providers.All)
        {
            foreach (var variable in provider.EnvironmentKeys.Where(IsSet))
            {
                yield return new FoundKey { Variable = variable, Provider = provider.Name, Name = provider.Title, NeedsBaseUrl = provider.BaseUrl is null };
            }

            foreach (var server in provider.Servers.Where(server => server.EnvironmentKey is { } key && IsSet(key)))
            {
                yield return new FoundKey { Variable = server.EnvironmentKey!, Provider = provider.Name, Name = server.Name, BaseUrl = server.BaseUrl.ToString() };
            }
        }
    }

    private bool IsSet(string variable) => !string.IsNullOrWhiteSpace(environment(variable));
}
