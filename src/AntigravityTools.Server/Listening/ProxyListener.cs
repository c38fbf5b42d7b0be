using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Server.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.Server.Listening;

/// <summary>One open socket pair of the proxy with its connections: opened once, closed once. Kestrel without a host around it.</summary>
internal sealed class ProxyListener : IAsyncDisposable
{
    private static readonly TimeSpan ErrorEventGrace = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AbortGrace = TimeSpan.FromMilliseconds(300);

    private readonly WebApplication _container;
    private readonly IServer _server;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TimeProvider _time;

    private ProxyListener(ProxyConfig config, ProxyServices services)
    {
        _time = services.Time;
        LanOpen = config.AllowLanAccess;

        // The application is never started: it only puts Kestrel together with its own pinned memory pool, which `new KestrelServer` lacks.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, config, services));

        // No handler of the proxy blocks, so requests may run where the socket's bytes arrive instead of hopping between threads.
        builder.Services.Configure<SocketTransportOptions>(options =>
        {
            options.UnsafePreferInlineScheduling = true;

            // One wait for each request instead of two; costs an idle connection its buffer.
            options.WaitForDataBeforeAllocatingBuffer = false;
        });
        _container = builder.Build();
        _server = _container.Services.GetRequiredService<IServer>();
    }

    /// <summary>The port that is open.</summary>
    public int Port { get; private set; }

    /// <summary>True where other machines can reach it.</summary>
    public bool LanOpen { get; }

    /// <summary>Opens the address of the configuration.</summary>
    public static async Task<OpenResult> OpenAsync(
        ProxyConfig config, ProxyHandler handler, ProxyServices services, CancellationToken cancellationToken)
    {
        var listener = new ProxyListener(config, services);
        try
        {
            await listener._server.StartAsync(new ProxyApplication(handler, listener._ending.Token), cancellationToken).ConfigureAwait(false);
            listener.Port = PortOf(listener._server);
            return new(listener, null);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            return new(null, Explain(config, refused));
        }
    }

    /// <summary>
    /// Closes the sockets at once, lets running requests finish for the drain time, has them end with their own error event, and breaks
    /// what then is still open.
    /// </summary>
    public async Task CloseAsync(TimeSpan drain)
    {
        var stopped = _server.StopAsync(_abort.Token);
        if (await IsDoneWithinAsync(stopped, drain).ConfigureAwait(false))
        {
            return;
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        if (await IsDoneWithinAsync(stopped, ErrorEventGrace).ConfigureAwait(false))
        {
            return;
        }

        await _abort.CancelAsync().ConfigureAwait(false);
        await IsDoneWithinAsync(stopped, AbortGrace).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _container.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
        _abort.Dispose();
    }

    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan time)
    {
        try
        {
            await task.WaitAsync(time, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static void Configure(KestrelServerOptions options, ProxyConfig config, ProxyServices services)
    {
        options.AddServerHeader = false;

        // The limit of the configuration is applied per request, because it may change while the listener is open.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        options.Limits.MaxRequestLineSize = 16 * 1024;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, services.SlowBodyGrace);
        options.Limits.RequestHeadersTimeout = services.HeaderPatience;
        if (config.AllowLanAccess)
        {
            options.ListenAnyIP(config.Port, Http1);
        }
        else if (config.Port == 0)
        {
            options.Listen(IPAddress.Loopback, 0, Http1);
        }
        else
        {
            options.ListenLocalhost(config.Port, Http1);
        }

        static void Http1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
    }

    private static int PortOf(IServer server) =>
        new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port;

    private static string Explain(ProxyConfig config, Exception refused)
    {
        for (var cause = refused; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return $"Port {config.Port} is already taken by another program; close that program or set another proxy.port.";
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return $"Port {config.Port} may not be opened by this user; set a proxy.port above 1023.";
                case AggregateException { InnerExceptions: [var first, ..] }:
                    return Explain(config, first);
            }
        }

        return $"Port {config.Port} can not be opened ({refused.Message.TrimEnd('.')}); set another proxy.port.";
    }
}
