using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/config</c>.</summary>
internal sealed class ConfigEndpoints(ConfigCommands config)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/config", SendAsync);
        routes.MapPatch("/api/config", PatchAsync);
    }

    private Task SendAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, config.Write);

    private async Task PatchAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var errors = await config.PatchAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        await (errors.IsEmpty ? SendAsync(http) : Problem.RejectAsync(http, errors)).ConfigureAwait(false);
    }
}
