using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/autostart</c>.</summary>
internal sealed class AutostartEndpoints(AutostartCommands autostart)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/autostart", SendAsync);
        routes.MapPut("/api/autostart", PutAsync);
    }

    private Task SendAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        var now = autostart.Current;
        json.WriteStartObject();
        json.WriteBoolean("enabled", now.Enabled);
        json.WriteBoolean("supported", now.Supported);
        json.WriteOptional("place", now.Place);
        json.WriteOptional("reason", now.Reason);
        json.WriteEndObject();
    });

    private async Task PutAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var isGiven = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("enabled", out var enabled)
            && enabled.ValueKind is JsonValueKind.True or JsonValueKind.False;
        var errors = isGiven
            ? autostart.Set(body.RootElement.GetProperty("enabled").GetBoolean())
            : [new FieldError("enabled", "'enabled' must be true or false.")];
        await (errors.IsEmpty ? SendAsync(http) : Problem.RejectAsync(http, errors)).ConfigureAwait(false);
    }
}
