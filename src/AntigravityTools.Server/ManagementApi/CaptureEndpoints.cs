using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/capture</c>, the bodies of one request, and its replay.</summary>
internal sealed class CaptureEndpoints(CaptureCommands captures, ReplayCommands replays)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/capture", SendAsync);
        routes.MapPost("/api/capture", StartAsync);
        routes.MapDelete("/api/capture", StopAsync);
        routes.MapGet("/api/capture/export", ExportAsync);
        routes.MapGet("/api/requests/{id}/capture", FindAsync);
        routes.MapDelete("/api/requests/{id}/capture", DeleteAsync);
        routes.MapPost("/api/requests/{id}/replay", ReplayAsync);
    }

    private async Task SendAsync(HttpContext http)
    {
        var status = await captures.StatusAsync(http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => CaptureJson.Write(json, status)).ConfigureAwait(false);
    }

    // A call without a body captures for the usual time and size.
    private async Task StartAsync(HttpContext http)
    {
        ImmutableArray<FieldError> errors;
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0)
        {
            errors = captures.Start(null, null);
        }
        else
        {
            using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
            if (body is null)
            {
                return;
            }

            errors = Start(body.RootElement);
        }

        await (errors.IsEmpty ? SendAsync(http) : Problem.RejectAsync(http, errors)).ConfigureAwait(false);
    }

    private ImmutableArray<FieldError> Start(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return [new("", "The body must be {\"minutes\":15,\"max_bytes\":67108864}.")];
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        double? minutes = null;
        long? maxBytes = null;
        if (body.TryGetProperty("minutes", out var length) && length.ValueKind != JsonValueKind.Null)
        {
            minutes = length.ValueKind == JsonValueKind.Number ? length.GetDouble() : null;
            AddUnless(minutes is not null, "minutes", "minutes must be a number.");
        }

        if (body.TryGetProperty("max_bytes", out var most) && most.ValueKind != JsonValueKind.Null)
        {
            maxBytes = most.ValueKind == JsonValueKind.Number && most.TryGetInt64(out var bytes) ? bytes : null;
            AddUnless(maxBytes is not null, "max_bytes", "max_bytes must be a whole number.");
        }

        return errors.Count > 0 ? errors.ToImmutable() : captures.Start(minutes, maxBytes);

        void AddUnless(bool fits, string field, string message)
        {
            if (!fits)
            {
                errors.Add(new(field, message));
            }
        }
    }

    private async Task StopAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var bodies = query.Flag("bodies");
        if (!query.Errors.IsEmpty)
        {
            await Problem.RejectAsync(http, query.Errors).ConfigureAwait(false);
            return;
        }

        captures.Stop();
        if (bodies)
        {
            await captures.ClearAsync(http.RequestAborted).ConfigureAwait(false);
        }

        await SendAsync(http).ConfigureAwait(false);
    }

    private async Task FindAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var capture = await captures.FindAsync(id, http.RequestAborted).ConfigureAwait(false);
        await (capture is null
            ? Problem.NotFoundAsync(http, "capture of request", id)
            : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => CaptureJson.Write(json, capture))).ConfigureAwait(false);
    }

    private async Task DeleteAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (await captures.DeleteAsync(id, http.RequestAborted).ConfigureAwait(false))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "capture of request", id).ConfigureAwait(false);
        }
    }

    // One capture a line, so that a large export needs no large memory.
    private async Task ExportAsync(HttpContext http)
    {
        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"captures.jsonl\"";
        var line = new ArrayBufferWriter<byte>();
        await foreach (var capture in captures.ReadAllAsync(http.RequestAborted).ConfigureAwait(false))
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
            {
                CaptureJson.Write(json, capture);
            }

            line.Write("\n"u8);
            await http.Response.BodyWriter.WriteAsync(line.WrittenMemory, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task ReplayAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        var account = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("account_id", out var named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()
            : null;
        var answer = await replays.RunAsync(id, account, http.RequestAborted).ConfigureAwait(false);
        await (answer switch
        {
            { IsMissing: true } => Problem.NotFoundAsync(http, "request", id),
            { Errors.IsEmpty: false } => Problem.RejectAsync(http, answer.Errors),
            { Refusal: { } why } => Problem.SendAsync(http, StatusCodes.Status409Conflict, why),
            _ => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => CaptureJson.Write(json, answer)),
        }).ConfigureAwait(false);
    }
}
