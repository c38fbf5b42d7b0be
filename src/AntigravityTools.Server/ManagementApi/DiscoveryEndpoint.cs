using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/discover</c>: what this machine has that could be an account.</summary>
internal sealed class DiscoveryEndpoint(DiscoveryQueries discovery)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/discover", LookAsync);

    private async Task LookAsync(HttpContext http)
    {
        var found = await discovery.LookAsync(http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("servers", found.Servers, WriteServer);
            json.WriteList("environment", found.Environment, WriteKey);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static void WriteServer(Utf8JsonWriter json, FoundServer server)
    {
        json.WriteStartObject();
        json.WriteString("name", server.Name);
        json.WriteString("provider", server.Provider);
        json.WriteString("base_url", server.BaseUrl);
        json.WriteTexts("models", server.Models);
        json.WriteBoolean("added", server.Added);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, FoundKey key)
    {
        json.WriteStartObject();
        json.WriteString("variable", key.Variable);
        json.WriteString("provider", key.Provider);
        json.WriteString("name", key.Name);
        json.WriteOptional("base_url", key.BaseUrl);
        json.WriteBoolean("needs_base_url", key.NeedsBaseUrl);
        json.WriteBoolean("added", key.Added);
        json.WriteEndObject();
    }
}
