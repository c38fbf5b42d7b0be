using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/keys</c>: the named client keys.</summary>
internal sealed class KeyEndpoints(KeyCommands keys)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/keys", ListAsync);
        routes.MapPost("/api/keys", CreateAsync);
        routes.MapPatch("/api/keys/{id}", PatchAsync);
        routes.MapDelete("/api/keys/{id}", DeleteAsync);
    }

    private Task ListAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteList("keys", keys.List(), Write);
        json.WriteEndObject();
    });

    private async Task CreateAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is not null)
        {
            await AnswerAsync(http, await keys.CreateAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false), StatusCodes.Status201Created).ConfigureAwait(false);
        }
    }

    private async Task PatchAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is not null)
        {
            await AnswerAsync(http, await keys.PatchAsync(IdOf(http), body.RootElement, http.RequestAborted).ConfigureAwait(false), StatusCodes.Status200OK).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(HttpContext http)
    {
        if (await keys.DeleteAsync(IdOf(http), http.RequestAborted).ConfigureAwait(false))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "client key", IdOf(http)).ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(HttpContext http, KeyResult result, int status) =>
        result.Key is { } view ? JsonAnswer.SendAsync(http, status, json => Write(json, view))
        : result.Errors.IsEmpty ? Problem.NotFoundAsync(http, "client key", IdOf(http))
        : Problem.RejectAsync(http, result.Errors);

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static void Write(Utf8JsonWriter json, KeyView view)
    {
        var key = view.Key;
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("key", key.Hint);
        json.WriteOptional("secret", view.Secret);
        json.WriteBoolean("enabled", key.Enabled);
        json.WriteInstant("created_at", key.CreatedAt);
        json.WriteNullable("expires_at", key.ExpiresAt);
        json.WriteStartArray("models");
        foreach (var model in key.Models)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        json.WriteNullable("rpm", key.RequestsPerMinute);
        json.WriteNullable("tpm", key.TokensPerMinute);
        json.WriteNullable("daily_tokens", key.DailyTokens);
        json.WriteNullable("daily_cost_usd", key.DailyCostUsd);
        json.WriteNullable("max_concurrency", (long?)key.MaxConcurrency);
        json.WriteStartObject("today");
        json.WriteNumber("tokens", view.TokensToday);
        json.WriteNumber("cost_usd", view.CostTodayUsd);
        json.WriteEndObject();
        json.WriteNumber("in_flight", view.Running);
        json.WriteEndObject();
    }
}
