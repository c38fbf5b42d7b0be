using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/proxy</c>.</summary>
internal sealed class ProxyEndpoints(ProxyCommands proxy)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/proxy", http => SendAsync(http, proxy.Status));
        routes.MapPost("/api/proxy/start", async http => await SendAsync(http, await proxy.StartAsync(http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));
        routes.MapPost("/api/proxy/stop", async http => await SendAsync(http, await proxy.StopAsync(http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));
        routes.MapPost("/api/proxy/api-key", RenewKeyAsync);
    }

    private static Task SendAsync(HttpContext http, ProxyStatus status) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("state", status.State);
        json.WriteString("url", status.Url);
        json.WriteTexts("lan_urls", status.LanUrls);
        json.WriteNumber("port", status.Port);
        json.WriteNumber("in_flight", status.InFlight);
        json.WriteOptional("error", status.Error);
        json.WriteOptional("since", status.Since);
        json.WriteEndObject();
    });

    private async Task RenewKeyAsync(HttpContext http)
    {
        var (key, errors) = await proxy.RegenerateKeyAsync(http.RequestAborted).ConfigureAwait(false);
        await (key is null ? Problem.RejectAsync(http, errors) : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("api_key", key);
            json.WriteEndObject();
        })).ConfigureAwait(false);
    }
}
