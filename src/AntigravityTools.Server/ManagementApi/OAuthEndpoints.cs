using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/oauth</c>: the user's own OAuth clients, and sign-ins with them.</summary>
internal sealed class OAuthEndpoints(OAuthClientCommands clients, OAuthSessions sessions)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/oauth/clients", http => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("clients", clients.List(), WriteClient);
            json.WriteEndObject();
        }));
        routes.MapPost("/api/oauth/clients", AddClientAsync);
        routes.MapDelete("/api/oauth/clients/{id}", http => DeleteClientAsync(http, IdOf(http)));
        routes.MapDelete("/api/oauth/clients", http => DeleteClientAsync(http, http.Request.Query["client_id"].ToString()));
        routes.MapPost("/api/oauth/sessions", StartAsync);
        routes.MapGet("/api/oauth/sessions/{id}", http => sessions.Get(IdOf(http)) is { } session
            ? SendAsync(http, session, StatusCodes.Status200OK) : Problem.NotFoundAsync(http, "sign-in", IdOf(http)));
        routes.MapPost("/api/oauth/sessions/{id}/complete", CompleteAsync);
        routes.MapDelete("/api/oauth/sessions/{id}", CancelAsync);
    }

    private async Task AddClientAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var (client, created, errors) = await clients.AddAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        await (client is null
            ? Problem.RejectAsync(http, errors)
            : JsonAnswer.SendAsync(http, created ? StatusCodes.Status201Created : StatusCodes.Status200OK, json => WriteClient(json, client))).ConfigureAwait(false);
    }

    private async Task DeleteClientAsync(HttpContext http, string id)
    {
        if (await clients.DeleteAsync(id, http.RequestAborted).ConfigureAwait(false))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "OAuth client", id).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var start = await sessions.StartAsync(body.RootElement, http.RequestAborted).ConfigureAwait(false);
        if (start.Session is { } session)
        {
            http.Response.Headers.Location = $"/api/oauth/sessions/{session.Id}";
        }

        await AnswerAsync(http, start, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private async Task CompleteAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var text = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("code_or_url", out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var start = await sessions.CompleteAsync(IdOf(http), text, http.RequestAborted).ConfigureAwait(false);
        await (start is null ? Problem.NotFoundAsync(http, "sign-in", IdOf(http)) : AnswerAsync(http, start, StatusCodes.Status200OK)).ConfigureAwait(false);
    }

    private Task CancelAsync(HttpContext http)
    {
        if (!sessions.Cancel(IdOf(http)))
        {
            return Problem.NotFoundAsync(http, "sign-in", IdOf(http));
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext http, OAuthStart start, int status) =>
        start.Session is { } session ? SendAsync(http, session, status) : Problem.RejectAsync(http, start.Errors);

    private static Task SendAsync(HttpContext http, OAuthSessionView session, int status) => JsonAnswer.SendAsync(http, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteString("provider", session.Provider);
        json.WriteString("authorization_url", session.AuthorizationUrl);
        json.WriteString("redirect_uri", session.RedirectUri);
        json.WriteString("state", session.State switch { OAuthState.Pending => "pending", OAuthState.Completed => "completed", _ => "failed" });
        json.WriteOptional("account_id", session.AccountId);
        json.WriteOptional("error", session.Error);
        json.WriteInstant("expires_at", session.ExpiresAt);
        json.WriteEndObject();
    });

    private static void WriteClient(Utf8JsonWriter json, OAuthClientView client)
    {
        json.WriteStartObject();
        json.WriteString("client_id", client.ClientId);
        json.WriteOptional("name", client.Name);
        json.WriteOptional("project", client.Project);
        json.WriteOptional("client_secret", client.Secret);
        json.WriteString("auth_uri", client.AuthorizationEndpoint);
        json.WriteString("token_uri", client.TokenEndpoint);
        json.WriteInstant("created_at", client.CreatedAt);
        json.WriteEndObject();
    }

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;
}
