using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/clients</c>: connects the clients of the gateway's own user, and undoes that. <c>dry_run</c> only shows the difference.</summary>
internal sealed class ClientEndpoints(ClientCommands clients)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/clients", http => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => ClientJson.Write(json, clients, withKey: false)));
        routes.MapPost("/api/clients/{name}/connect", http => RunAsync(http, clients.PreviewConnect, (name, digest, _) => clients.Connect(name, digest)));
        routes.MapPost("/api/clients/{name}/restore", http => RunAsync(http, clients.PreviewRestore, clients.Restore));
    }

    private async Task RunAsync(HttpContext http, Func<string, ClientChange?> preview, Func<string, string?, bool, ClientChange?> apply)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        var query = new QueryReader(http.Request.Query);
        var (dryRun, force, digest) = (query.Flag("dry_run"), query.Flag("force"), query.Text("digest"));
        if (!query.Errors.IsEmpty)
        {
            await Problem.RejectAsync(http, query.Errors).ConfigureAwait(false);
            return;
        }

        if (clients.Snippets(withKey: false).FirstOrDefault(snippet => snippet.Name == name) is { } byHand)
        {
            await Problem.SendAsync(http, StatusCodes.Status409Conflict, $"{byHand.Title} keeps its settings where no other program can write them. {byHand.Where} The lines are among the snippets of GET /api/clients.").ConfigureAwait(false);
            return;
        }

        var change = dryRun ? preview(name) : apply(name, digest, force);
        await (change switch
        {
            null => Problem.NotFoundAsync(http, "client", name),
            { Problem: { } problem } => Problem.SendAsync(http, StatusCodes.Status409Conflict, problem),
            _ => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => ClientJson.Write(json, change)),
        }).ConfigureAwait(false);
    }
}
