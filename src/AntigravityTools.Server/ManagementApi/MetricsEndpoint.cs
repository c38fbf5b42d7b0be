using AntigravityTools.Core.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/metrics</c> for Prometheus; it takes the admin key as every call of the console does.</summary>
internal sealed class MetricsEndpoint(PrometheusSwitch metrics)
{
    private const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", SendAsync);

    private async Task SendAsync(HttpContext http)
    {
        if (await metrics.WriteAsync(http.RequestAborted).ConfigureAwait(false) is not { } text)
        {
            await Problem.SendAsync(http, StatusCodes.Status404NotFound, "Metrics are switched off. Turn them on with telemetry.prometheus, or on the Settings page.").ConfigureAwait(false);
            return;
        }

        http.Response.ContentType = MediaType;
        await http.Response.WriteAsync(text, http.RequestAborted).ConfigureAwait(false);
    }
}
