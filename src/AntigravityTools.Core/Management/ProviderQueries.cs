using System.Collections.Immutable;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>The provider presets, with what each needs.</summary>
public sealed class ProviderQueries(ProviderCatalogue providers)
{
    /// <summary>In the order in which they are offered.</summary>
    public ImmutableArray<ProviderView> All { get; } = [.. providers.All.Select(provider => new ProviderView
    {
        Name = provider.Name,
        Title = provider.Title,
        Protocols = [.. provider.Protocols.Select(protocol => protocol.ToName())],
        OptionalProtocols = [.. provider.OptionalProtocols.Select(protocol => protocol.ToName())],
        BaseUrl = provider.BaseUrl?.ToString(),
        NeedsBaseUrl = provider.BaseUrl is null && !provider.Fields.Contains("location"),
        Credentials = provider.Credentials,
        EnvironmentKey = provider.EnvironmentKeys.FirstOrDefault(),
        Fields = provider.Fields,
        KeyPage = provider.KeyPage?.ToString(),
        Servers = [.. provider.Servers.Select(server => new ServerView(server.Name, server.BaseUrl.ToString(), server.NeedsKey))],
    })];
}
