using AntigravityTools.Core.Management;
using AntigravityTools.Core.Management.Backups;
using AntigravityTools.Core.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>The management API (product.md §9): the capabilities of <c>Core.Management</c> as JSON over HTTP.</summary>
public static class ManagementApi
{
    /// <summary>
    /// Serves <c>/api/…</c> and <c>/openapi/v1.json</c>, without asking who calls: <c>UseConsoleAuth</c> comes first. The commands and
    /// queries of <c>Core.Management</c> are taken from the application's services.
    /// </summary>
    public static WebApplication MapManagementApi(this WebApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var services = application.Services;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var guard = new ApiGuard(services.GetRequiredService<ILoggerFactory>().CreateLogger<ApiGuard>());
        application.Use(guard.InvokeAsync);

        var accounts = services.GetRequiredService<AccountCommands>();
        new AccountEndpoints(accounts, services.GetRequiredService<AccountTransfer>()).Map(application);
        new AccountListEndpoints(accounts, new AccountBulk(accounts)).Map(application);
        new PinEndpoints(services.GetRequiredService<AccountPin>()).Map(application);
        new ConfigEndpoints(services.GetRequiredService<ConfigCommands>()).Map(application);
        new AutostartEndpoints(services.GetRequiredService<AutostartCommands>()).Map(application);
        new BackupEndpoints(services.GetRequiredService<BackupCommands>()).Map(application);
        new ProxyEndpoints(services.GetRequiredService<ProxyCommands>()).Map(application);
        new KeyEndpoints(services.GetRequiredService<KeyCommands>()).Map(application);
        new RouteEndpoints(services.GetRequiredService<RouteCommands>()).Map(application);
        new StatsEndpoints(services.GetRequiredService<StatsQueries>(), time).Map(application);
        new CatalogueEndpoints(services.GetRequiredService<ProviderQueries>(), services.GetRequiredService<AboutQueries>()).Map(application);
        new OAuthEndpoints(services.GetRequiredService<OAuthClientCommands>(), services.GetRequiredService<OAuthSessions>()).Map(application);
        new DiscoveryEndpoint(services.GetRequiredService<DiscoveryQueries>()).Map(application);
        new ClientEndpoints(services.GetRequiredService<ClientCommands>()).Map(application);
        new DoctorEndpoint(services.GetRequiredService<DoctorQueries>()).Map(application);
        new CaptureEndpoints(services.GetRequiredService<CaptureCommands>(), services.GetRequiredService<ReplayCommands>()).Map(application);
        new PriceEndpoints(services.GetRequiredService<PriceCommands>()).Map(application);
        var requests = services.GetRequiredService<RequestQueries>();
        new RequestEndpoints(requests).Map(application);
        new LiveEndpoint(requests, time, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping).Map(application);
        new MetricsEndpoint(services.GetRequiredService<PrometheusSwitch>()).Map(application);
        application.MapGet("/openapi/v1.json", OpenApiDocument.SendAsync);
        return application;
    }
}
