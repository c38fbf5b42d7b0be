using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/routes</c>.</summary>
internal sealed class RouteEndpoints(RouteCommands routing)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/routes", SendRulesAsync);
        routes.MapPut("/api/routes", ReplaceAsync);
        routes.MapPost("/api/routes/resolve", ResolveAsync);
    }

    private Task SendRulesAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("rules");
        routing.WriteRules(json);
        json.WriteEndObject();
    });

    private async Task ReplaceAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var root = body.RootElement;
        var hasRules = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("rules", out root);
        ImmutableArray<FieldError> errors = hasRules || root.ValueKind == JsonValueKind.Array
            ? await routing.ReplaceRulesAsync(root, http.RequestAborted).ConfigureAwait(false)
            : [new FieldError("rules", "The body must be {\"rules\":[…]}.")];
        await (errors.IsEmpty ? SendRulesAsync(http) : Problem.RejectAsync(http, errors)).ConfigureAwait(false);
    }

    private async Task ResolveAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var model = TextOf(body.RootElement, "model");
        var protocol = ProtocolNames.Parse(TextOf(body.RootElement, "protocol"));
        if (model is { Length: > 0 } && protocol is { } known)
        {
            await SendAsync(http, routing.Resolve(model, known)).ConfigureAwait(false);
            return;
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (string.IsNullOrEmpty(model))
        {
            errors.Add(new("model", "model is missing: the name that a client would ask for."));
        }

        if (protocol is null)
        {
            errors.Add(new("protocol", $"protocol must be one of {string.Join(", ", Enum.GetValues<Protocol>().Select(one => one.ToName()))}."));
        }

        await Problem.RejectAsync(http, errors.ToImmutable()).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext http, RouteView route) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("resolved_model", route.ResolvedModel);
        json.WriteOptional("rule", route.Rule);
        json.WriteList("candidates", route.Candidates, WriteCandidate);
        json.WriteString("chosen", route.Chosen);
        json.WriteTexts("near_names", route.NearNames);
        json.WriteEndObject();
    });

    private static void WriteCandidate(Utf8JsonWriter json, RouteCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("account_id", candidate.AccountId);
        json.WriteString("account", candidate.Account);
        json.WriteBoolean("eligible", candidate.Eligible);
        json.WriteString("reason", candidate.Reason);
        json.WriteNullable("score", candidate.Score);
        json.WriteEndObject();
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
