using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/accounts</c>: all of them, or several at once.</summary>
internal sealed class AccountListEndpoints(AccountCommands accounts, AccountBulk bulk)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/accounts", ListAsync);
        routes.MapPost("/api/accounts/reorder", ReorderAsync);
        routes.MapPost("/api/accounts/bulk", BulkAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var list = await accounts.ListAsync(http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("accounts", list, AccountJson.Write);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task ReorderAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        if (IdsOf(body.RootElement) is not { } ids)
        {
            await Problem.RejectAsync(http, [MissingIds]).ConfigureAwait(false);
            return;
        }

        await accounts.ReorderAsync(ids, http.RequestAborted).ConfigureAwait(false);
        await ListAsync(http).ConfigureAwait(false);
    }

    private async Task BulkAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var ids = IdsOf(body.RootElement);
        var action = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("action", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        var known = action is not null && AccountBulk.Actions.Contains(action);
        if (ids is null || !known)
        {
            FieldError[] wrong = known ? [] : [new("action", $"action must be one of {string.Join(", ", AccountBulk.Actions)}.")];
            await Problem.RejectAsync(http, ids is null ? [MissingIds, .. wrong] : [.. wrong]).ConfigureAwait(false);
            return;
        }

        var results = await bulk.RunAsync(ids.Value, action!, http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("results", results, WriteResult);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static FieldError MissingIds => new("ids", "ids must be a list of account ids.");

    private static ImmutableArray<string>? IdsOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            && ids.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String)
            ? [.. ids.EnumerateArray().Select(id => id.GetString()!).Distinct()]
            : null;

    private static void WriteResult(Utf8JsonWriter json, BulkResult result)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Id);
        json.WriteBoolean("ok", result.Error is null);
        json.WriteOptional("message", result.Error);
        json.WriteEndObject();
    }
}
