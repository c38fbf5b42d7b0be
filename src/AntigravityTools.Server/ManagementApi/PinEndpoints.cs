using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/accounts/{id}/pin</c>: <c>POST</c> pins (or, with <c>{"pinned":false}</c>, unpins), <c>DELETE</c> unpins.</summary>
internal sealed class PinEndpoints(AccountPin pin)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/accounts/{id}/pin", PinAsync);
        routes.MapDelete("/api/accounts/{id}/pin", http => SetAsync(http, pinned: false));
    }

    private async Task PinAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0)
        {
            await SetAsync(http, pinned: true).ConfigureAwait(false);
            return;
        }

        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        if (body.RootElement.ValueKind != JsonValueKind.Object)
        {
            await Problem.RejectAsync(http, [new("pinned", "The body must be {\"pinned\":true} or {\"pinned\":false}, or be left out.")]).ConfigureAwait(false);
        }
        else if (!body.RootElement.TryGetProperty("pinned", out var pinned))
        {
            await SetAsync(http, pinned: true).ConfigureAwait(false);
        }
        else if (pinned.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            await SetAsync(http, pinned.GetBoolean()).ConfigureAwait(false);
        }
        else
        {
            await Problem.RejectAsync(http, [new("pinned", "pinned must be true or false.")]).ConfigureAwait(false);
        }
    }

    private async Task SetAsync(HttpContext http, bool pinned)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var view = await pin.SetAsync(id, pinned, http.RequestAborted).ConfigureAwait(false);
        await (view is null
            ? Problem.NotFoundAsync(http, "account", id)
            : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => AccountJson.Write(json, view))).ConfigureAwait(false);
    }
}
