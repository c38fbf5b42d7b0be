using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Starts and stops the proxy and keeps its client key.</summary>
public sealed class ProxyCommands
{
    private readonly IProxyControl _proxy;
    private readonly ConfigStore _config;

    /// <summary>Works on the listener and the configuration.</summary>
    public ProxyCommands(IProxyControl proxy, ConfigStore config)
    {
        (_proxy, _config) = (proxy, config);
        _proxy.Changed += () => Changed?.Invoke();
    }

    /// <summary>Raised after the listener's state changed.</summary>
    public event Action? Changed;

    /// <summary>The listener's state now.</summary>
    public ProxyStatus Status => _proxy.Status;

    /// <summary>The client key that clients are configured with.</summary>
    public string ApiKey => _config.Current.Proxy.ApiKey;

    /// <summary>Opens the listener.</summary>
    public Task<ProxyStatus> StartAsync(CancellationToken cancellationToken) => _proxy.StartAsync(cancellationToken);

    /// <summary>Closes the listener after draining it.</summary>
    public Task<ProxyStatus> StopAsync(CancellationToken cancellationToken) => _proxy.StopAsync(cancellationToken);

    /// <summary>Makes a new client key; the old one stops working at once. The key is null where something forbids it, as an environment variable that fixes it.</summary>
    public async Task<(string? Key, ImmutableArray<FieldError> Errors)> RegenerateKeyAsync(CancellationToken cancellationToken)
    {
        // The key's default is a new one.
        using var patch = JsonDocument.Parse("""{"proxy":{"api_key":null}}""");
        var errors = await _config.PatchAsync(patch.RootElement, cancellationToken).ConfigureAwait(false);
        return (errors.IsEmpty ? ApiKey : null, errors);
    }
}
