using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Usage;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/prices</c>: the price table; <c>PUT</c> replaces the user's own prices.</summary>
internal sealed class PriceEndpoints(PriceCommands prices)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/prices", SendAsync);
        routes.MapPut("/api/prices", ReplaceAsync);
    }

    private Task SendAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("version"u8, prices.Version);
        json.WriteString("source"u8, prices.Source);
        json.WriteString("unit"u8, prices.Unit);
        json.WriteStartObject("models"u8);
        foreach (var price in prices.List())
        {
            Write(json, price);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private async Task ReplaceAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var errors = await prices.ReplaceAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        await (errors.IsEmpty ? SendAsync(http) : Problem.RejectAsync(http, errors)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, PriceView price)
    {
        json.WriteStartObject(price.Model);
        PriceJson.WriteNumbers(json, price.Price);
        json.WriteString("origin"u8, price.IsOwn ? "user"u8 : "shipped"u8);
        if (price is { IsOwn: true, Shipped: { } shipped })
        {
            json.WriteStartObject("shipped"u8);
            PriceJson.WriteNumbers(json, shipped);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
