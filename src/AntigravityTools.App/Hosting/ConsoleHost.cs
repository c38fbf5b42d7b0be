using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.ManagementApi;
using AntigravityTools.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>The second listener: management API, and the pages unless they are not wanted.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;
    private readonly PagesHost? _pages;
    private readonly ConsoleAccess _access;

    private ConsoleHost(WebApplication application, PagesHost? pages, ConsoleAccess access) => (_application, _pages, _access) = (application, pages, access);

    /// <summary>Where it is, such as <c>http://127.0.0.1:8046</c>.</summary>
    public string Url { get; private init; } = "";

    /// <summary>A fresh link that signs a browser in once.</summary>
    public string LoginLink() => $"{Url}/login?token={_access.Tokens.Mint()}";

    /// <summary>Opens the listener; the error is one sentence.</summary>
    public static async Task<(ConsoleHost? Console, string? Error)> StartAsync(
        ConsoleConfig config, GatewayParts parts, bool withPages, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var pages = withPages ? new PagesHost(parts, logs) : null;
        var application = Build(config, parts, pages, logs);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            return (null, Explain(config.Port, refused));
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var port = new Uri(addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)).Port;
        return (new ConsoleHost(application, pages, parts.Access) { Url = FormattableString.Invariant($"http://127.0.0.1:{port}") }, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience);
        if (_pages is not null)
        {
            // First, since an open page keeps its connection to the listener.
            await _pages.StopAsync(patience.Token).ConfigureAwait(false);
        }

        await _application.StopAsync(patience.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        if (_pages is not null)
        {
            await _pages.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static WebApplication Build(ConsoleConfig config, GatewayParts parts, PagesHost? pages, ILoggerFactory logs)
    {
        var builder = QuietApplication.CreateBuilder(parts, logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Listen(options, config));
        if (pages is null)
        {
            return builder.Build().UseConsoleAuth(parts.Access).MapManagementApi();
        }

        builder.Services.AddScoped<Texts>();
        builder.Services.AddScoped(services => Speech.Of(services.GetRequiredService<Texts>()));
        var application = builder.Build().UseConsoleLanguage().UseConsoleAuth(parts.Access).MapManagementApi();
        application.Use((http, next) => http.GetEndpoint() is null ? pages.ServeAsync(http) : next(http));
        return application;
    }

    private static void Listen(KestrelServerOptions options, ConsoleConfig config)
    {
        options.AddServerHeader = false;
        if (config.AllowLanAccess)
        {
            options.ListenAnyIP(config.Port);
        }
        else
        {
            options.Listen(IPAddress.Loopback, config.Port);
        }
    }

    private static string Explain(int port, Exception refused) => refused.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"The console may not use port {port}. Choose one above 1023 with --console-port or console.port.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or IOException => $"Port {port} is taken, so there is no console. End what uses it, or choose another port with --console-port or console.port.",
        var other => $"The console can not listen on port {port}: {other.Message}",
    };
}
