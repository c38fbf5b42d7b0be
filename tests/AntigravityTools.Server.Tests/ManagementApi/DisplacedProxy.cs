using AntigravityTools.Core.Management;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>A proxy that believes it runs at an address where another program answers.</summary>
internal sealed class DisplacedProxy(string url) : IProxyControl
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ProxyStatus Status => new() { State = "running", Port = new Uri(url).Port, Url = url };

    public Task<ProxyStatus> StartAsync(CancellationToken cancellationToken) => Task.FromResult(Status);

    public Task<ProxyStatus> StopAsync(CancellationToken cancellationToken) => Task.FromResult(Status);
}
