namespace AntigravityTools.Core.Management;

/// <summary>The proxy listener as the console sees it; implemented by the server.</summary>
public interface IProxyControl
{
    /// <summary>The state now.</summary>
    ProxyStatus Status { get; }

    /// <summary>Raised after each change of <see cref="Status"/>.</summary>
    event Action? Changed;

    /// <summary>Opens the listener with the current configuration; a listener already open stays as it is.</summary>
    Task<ProxyStatus> StartAsync(CancellationToken cancellationToken);

    /// <summary>Closes the socket at once, lets running requests finish for the drain time, then ends them.</summary>
    Task<ProxyStatus> StopAsync(CancellationToken cancellationToken);
}
