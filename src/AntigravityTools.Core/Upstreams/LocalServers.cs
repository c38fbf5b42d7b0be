using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Looks for model servers on this machine, at the ports that they use unless told otherwise. Sends no credential.</summary>
public sealed class LocalServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly UpstreamClient _client;
    private readonly ImmutableArray<(string Provider, NamedServer Server)> _places;
    private readonly TimeProvider _time;

    /// <summary>Looks where the presets say, or at the places named.</summary>
    public LocalServers(UpstreamClient client, ProviderCatalogue providers, TimeProvider time, IEnumerable<(string Provider, NamedServer Server)>? places = null)
    {
        (_client, _time) = (client, time);
        _places =
        [
            .. places ?? providers.All.SelectMany(provider => provider.Servers.Where(server => server.BaseUrl.IsLoopback).Select(server => (provider.Name, server))),
        ];
    }

    /// <summary>Those that answer with a model list, in the order of the presets.</summary>
    public async Task<ImmutableArray<LocalServer>> FindAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(_places.Select(place => AskAsync(place.Provider, place.Server, cancellationToken))).ConfigureAwait(false);
        return [.. found.OfType<LocalServer>()];
    }

    private async Task<LocalServer?> AskAsync(string provider, NamedServer server, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var call = new UpstreamCall
        {
            Method = HttpMethod.Get,
            Address = UpstreamAddress.Join(server.BaseUrl, "/v1", "/models", ""),
            Headers = [new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity")],
        };
        try
        {
            var reply = await GatewayCall.SendAsync(_client, call, _time, linked.Token).ConfigureAwait(false);
            return reply.IsSuccess && ModelListReader.Read(reply.Body) is { } list ? new LocalServer(provider, server, list.Models) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something listens there but is no model server, or is not up yet.
            return null;
        }
    }
}
