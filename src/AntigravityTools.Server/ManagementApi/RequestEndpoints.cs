using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/requests</c>: history.</summary>
internal sealed class RequestEndpoints(RequestQueries requests)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/requests", ListAsync);
        routes.MapDelete("/api/requests", ClearAsync);
        routes.MapGet("/api/requests/{id}", FindAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var reader = new QueryReader(http.Request.Query);
        var query = Read(reader);
        if (!reader.Errors.IsEmpty)
        {
            await Problem.RejectAsync(http, reader.Errors).ConfigureAwait(false);
            return;
        }

        var page = await requests.ListAsync(query, http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("items", page.Items, RequestJson.Write);
            json.WriteString("next", page.Next);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task FindAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var record = await requests.FindAsync(id, http.RequestAborted).ConfigureAwait(false);
        await (record is null
            ? Problem.NotFoundAsync(http, "request", id)
            : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => RequestJson.WriteWhole(json, record))).ConfigureAwait(false);
    }

    private async Task ClearAsync(HttpContext http)
    {
        await requests.ClearAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static RequestQuery Read(QueryReader reader) => new()
    {
        Limit = reader.Whole("limit", 1, RequestQuery.LargestLimit) ?? 50,
        Before = reader.Text("before"),
        ErrorsOnly = reader.Flag("errors_only"),
        Model = reader.Text("model"),
        Account = reader.Text("account"),
        Key = reader.Text("key"),
        Protocol = reader.OneOf<Protocol?>("protocol",
            [("", null), .. Enum.GetValues<Protocol>().Select(protocol => (protocol.ToName(), (Protocol?)protocol))]),
        Status = reader.Whole("status", 100, 599),
        Text = reader.Text("q"),
        From = reader.Instant("from"),
        To = reader.Instant("to"),
    };
}
