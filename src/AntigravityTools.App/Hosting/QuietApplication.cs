using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>How an application of the console begins: no settings files to watch, no environment that moves the port, no signal handlers.</summary>
internal static class QuietApplication
{
    /// <summary>A builder with the gateway's parts, its log and routing.</summary>
    public static WebApplicationBuilder CreateBuilder(GatewayParts parts, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.AddRoutingCore();
        parts.Register(builder.Services);
        return builder;
    }
}
