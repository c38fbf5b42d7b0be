using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/accounts</c>: one account at a time, and files of them.</summary>
internal sealed class AccountEndpoints(AccountCommands accounts, AccountTransfer transfer)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/accounts", AddAsync);
        routes.MapPost("/api/accounts/import", ImportAsync);
        routes.MapGet("/api/accounts/export", ExportAsync);
        routes.MapGet("/api/accounts/{id}", http => AnswerAsync(http, accounts.GetAsync));
        routes.MapPatch("/api/accounts/{id}", PatchAsync);
        routes.MapDelete("/api/accounts/{id}", DeleteAsync);
        routes.MapPost("/api/accounts/{id}/test", TestAsync);
        routes.MapPost("/api/accounts/{id}/refresh", http => AnswerAsync(http, accounts.RefreshAsync));
        routes.MapPost("/api/accounts/{id}/reset", http => AnswerAsync(http, accounts.ResetAsync));
        routes.MapPost("/api/accounts/{id}/restore", http => AnswerAsync(http, accounts.RestoreAsync));
    }

    private async Task AddAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var result = await accounts.AddAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        if (result.Created)
        {
            http.Response.Headers.Location = $"/api/accounts/{result.Account!.Id}";
        }

        await SendAsync(http, result, result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private async Task PatchAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is not null)
        {
            var result = await accounts.PatchAsync(IdOf(http), body.RootElement, http.RequestAborted).ConfigureAwait(false);
            await SendAsync(http, result, StatusCodes.Status200OK).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(HttpContext http)
    {
        if (await accounts.DeleteAsync(IdOf(http), http.RequestAborted).ConfigureAwait(false))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await NotFoundAsync(http).ConfigureAwait(false);
        }
    }

    private async Task TestAsync(HttpContext http)
    {
        var (generate, model, ok) = await TestWishAsync(http).ConfigureAwait(false);
        if (!ok)
        {
            return;
        }

        var test = await accounts.TestAsync(IdOf(http), generate, model, http.RequestAborted).ConfigureAwait(false);
        await (test is null ? NotFoundAsync(http) : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => AccountJson.Write(json, test))).ConfigureAwait(false);
    }

    // Without a body it is the free check alone.
    private static async Task<(bool Generate, string? Model, bool Ok)> TestWishAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0)
        {
            return (false, null, true);
        }

        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return (false, null, false);
        }

        var root = body.RootElement;
        var isObject = root.ValueKind == JsonValueKind.Object;
        var generate = isObject && root.TryGetProperty("generate", out var wish) ? wish.ValueKind : JsonValueKind.False;
        var model = isObject && root.TryGetProperty("model", out var name) ? name : default;
        if (!isObject || generate is not (JsonValueKind.True or JsonValueKind.False) || model.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            await Problem.RejectAsync(http, [new("generate", "The body must be {\"generate\":true,\"model\":\"…\"} with both left out as you like, or none at all.")]).ConfigureAwait(false);
            return (false, null, false);
        }

        return (generate == JsonValueKind.True, model.ValueKind == JsonValueKind.String ? model.GetString() : null, true);
    }

    private async Task ImportAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var result = await transfer.ImportAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        var nothing = result is { Added: 0, Updated: 0, Errors.IsEmpty: false };
        await (nothing ? Problem.RejectAsync(http, result.Errors) : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("added", result.Added);
            json.WriteNumber("updated", result.Updated);
            json.WriteErrors(result.Errors);
            json.WriteEndObject();
        })).ConfigureAwait(false);
    }

    private Task ExportAsync(HttpContext http)
    {
        var secrets = http.Request.Query["secrets"] == "true";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"antigravity-accounts.json\"";
        return JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => transfer.Export(secrets, json));
    }

    private static async Task AnswerAsync(HttpContext http, Func<string, CancellationToken, Task<AccountView?>> command)
    {
        var view = await command(IdOf(http), http.RequestAborted).ConfigureAwait(false);
        await (view is null ? NotFoundAsync(http) : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => AccountJson.Write(json, view))).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext http, AccountResult result, int status) => result switch
    {
        { NotFound: true } => NotFoundAsync(http),
        { Account: { } view } => JsonAnswer.SendAsync(http, status, json => AccountJson.Write(json, view)),
        _ => Problem.RejectAsync(http, result.Errors),
    };

    private static Task NotFoundAsync(HttpContext http) => Problem.NotFoundAsync(http, "account", IdOf(http));

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;
}
