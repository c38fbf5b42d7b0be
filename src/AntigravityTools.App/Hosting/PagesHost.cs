using AntigravityTools.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>
/// The pages, an application of their own that begins with the first request for one: a gateway whose console nobody opens spends neither
/// the memory nor the start on them (bench/results).
/// </summary>
internal sealed class PagesHost(GatewayParts parts, ILoggerFactory logs) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PagesServer _server = new();
    private volatile WebApplication? _application;

    /// <summary>Answers a request of the console that is none of its API.</summary>
    public async Task ServeAsync(HttpContext http)
    {
        var application = _application ?? await StartAsync(http.RequestAborted).ConfigureAwait(false);
        await using var scope = application.Services.CreateAsyncScope();
        var request = new FeatureCollection(http.Features);
        request.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        await _server.ProcessAsync(request).ConfigureAwait(false);
    }

    /// <summary>Has open pages end, for as long as the token allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_application is { } application)
        {
            await application.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync().ConfigureAwait(false);
        }

        _server.Dispose();
        _turn.Dispose();
    }

    private async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_application is null)
            {
                var application = Build();
                await application.StartAsync(CancellationToken.None).ConfigureAwait(false);
                _application = application;
            }

            return _application;
        }
        finally
        {
            _turn.Release();
        }
    }

    private WebApplication Build()
    {
        var builder = QuietApplication.CreateBuilder(parts, logs);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton<IServer>(_server);
        builder.Services.AddConsoleUi();
        KeepKeysInMemory(builder.Services);
        return builder.Build().MapConsoleUi();
    }

    // Nothing that the pages protect outlives the process. The framework's own keeper of keys would write them into the user's home.
    private static void KeepKeysInMemory(IServiceCollection services)
    {
        var framework = typeof(EphemeralDataProtectionProvider).Assembly;
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == framework));
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
    }
}
