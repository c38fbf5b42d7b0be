using System.Collections.Immutable;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Management;

/// <summary>The environment variables in which people keep keys; no other is ever read.</summary>
internal static class EnvironmentKeys
{
    /// <summary>Their names, each once.</summary>
    public static ImmutableArray<string> Of(ProviderCatalogue providers) =>
    [
        .. providers.All.SelectMany(provider => provider.EnvironmentKeys.Concat(provider.Servers.Select(server => server.EnvironmentKey).OfType<string>())).Distinct(),
    ];
}
