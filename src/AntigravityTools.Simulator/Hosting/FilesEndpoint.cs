using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>The providers' files: each belongs to the credential that sent it, and is not there for any other.</summary>
internal static class FilesEndpoint
{
    public static Route? Match(HttpRequest request, string path)
    {
        var google = path.StartsWith("/v1beta/files", StringComparison.Ordinal);
        var root = google ? "/v1beta/files" : "/v1/files";
        if (path != root && !path.StartsWith(root + "/", StringComparison.Ordinal))
        {
            return null;
        }
        var rest = path.Length > root.Length ? path[(root.Length + 1)..].Split('/') : [];
        var shape = google ? ProviderShape.Gemini : request.Headers.ContainsKey("anthropic-version") ? ProviderShape.Anthropic : ProviderShape.OpenAi;
        return (request.Method, rest) switch
        {
            ("POST", []) => new Route(shape, exchange => CreateAsync(exchange, shape)),
            ("GET", []) => new Route(shape, exchange => ValueTask.FromResult(List(exchange, shape))),
            ("GET" or "DELETE", [var id]) => new Route(shape, exchange => ValueTask.FromResult(One(exchange, shape, id))),
            ("GET", [var id, "content"]) => new Route(shape, exchange => ValueTask.FromResult(Content(exchange, shape, id))),
            _ => null,
        };
    }

    private static async ValueTask<WireReply> CreateAsync(Exchange exchange, ProviderShape shape)
    {
        var (name, bytes) = ("file", exchange.Request.Body.ToArray());
        if (exchange.Http.Request.HasFormContentType)
        {
            var form = await exchange.Http.Request.ReadFormAsync(exchange.Http.RequestAborted);
            if (form.Files.Count == 0)
            {
                return exchange.Refuse(FaultKind.BadRequest, "'file' is a required property", "file");
            }
            await using var stream = form.Files[0].OpenReadStream();
            bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, exchange.Http.RequestAborted);
            name = form.Files[0].FileName;
        }
        var id = exchange.NewId(shape == ProviderShape.OpenAi ? "file-" : shape == ProviderShape.Anthropic ? "file_" : "");
        var file = new SimulatedFile(id, name, bytes, exchange.Request.Credential ?? "");
        exchange.State.Files[id] = file;
        return WireReply.Json(shape == ProviderShape.Gemini ? $$$"""{"file":{{{Describe(exchange, shape, file)}}}}""" : Describe(exchange, shape, file));
    }

    private static WireReply List(Exchange exchange, ProviderShape shape)
    {
        var files = string.Join(',', exchange.State.Files.Values.Where(file => file.Owner == exchange.Request.Credential).Select(file => Describe(exchange, shape, file)));
        return WireReply.Json(shape switch
        {
            ProviderShape.Gemini => $$"""{"files":[{{files}}]}""",
            ProviderShape.Anthropic => $$"""{"data":[{{files}}],"has_more":false,"first_id":null,"last_id":null}""",
            _ => $$"""{"object":"list","data":[{{files}}],"has_more":false}""",
        });
    }

    private static WireReply One(Exchange exchange, ProviderShape shape, string id)
    {
        if (Find(exchange, id) is not { } file)
        {
            return NotThere(exchange, shape, id);
        }
        if (exchange.Http.Request.Method == "GET")
        {
            return WireReply.Json(Describe(exchange, shape, file));
        }
        exchange.State.Files.TryRemove(id, out _);
        return WireReply.Json(shape switch
        {
            ProviderShape.Gemini => "{}",
            ProviderShape.Anthropic => $$"""{"id":"{{id}}","type":"file_deleted"}""",
            _ => $$"""{"object":"file","deleted":true,"id":"{{id}}"}""",
        });
    }

    private static WireReply Content(Exchange exchange, ProviderShape shape, string id) => Find(exchange, id) is { } file
        ? new WireReply { ContentType = "application/octet-stream", Body = file.Content }
        : NotThere(exchange, shape, id);

    private static WireReply NotThere(Exchange exchange, ProviderShape shape, string id) => WireReply.Json(shape switch
    {
        ProviderShape.Gemini => $$$"""{"error":{"code":403,"message":"You do not have permission to access the File {{{id}}} or it may not exist.","status":"PERMISSION_DENIED"}}""",
        ProviderShape.Anthropic => $$$"""{"type":"error","error":{"type":"not_found_error","message":"File not found: {{{id}}}"},"request_id":"{{{exchange.RequestId}}}"}""",
        _ => $$$"""{"error":{"message":"No such File object: {{{id}}}","type":"invalid_request_error","param":"id","code":null}}""",
    }, shape == ProviderShape.Gemini ? 403 : 404);

    private static SimulatedFile? Find(Exchange exchange, string id) =>
        exchange.State.Files.TryGetValue(id, out var file) && file.Owner == exchange.Request.Credential ? file : null;

    private static string Describe(Exchange exchange, ProviderShape shape, SimulatedFile file) => shape switch
    {
        ProviderShape.Gemini => $$"""{"name":"files/{{file.Id}}","displayName":{{Json.Quote(file.Name)}},"mimeType":"application/octet-stream","sizeBytes":"{{file.Content.Length}}","state":"ACTIVE","uri":"https://generativelanguage.googleapis.com/v1beta/files/{{file.Id}}"}""",
        ProviderShape.Anthropic => $$"""{"type":"file","id":"{{file.Id}}","filename":{{Json.Quote(file.Name)}},"mime_type":"application/octet-stream","size_bytes":{{file.Content.Length}},"created_at":"{{exchange.Now:yyyy-MM-ddTHH:mm:ssZ}}","downloadable":false}""",
        _ => $$"""{"object":"file","id":"{{file.Id}}","purpose":"user_data","filename":{{Json.Quote(file.Name)}},"bytes":{{file.Content.Length}},"created_at":{{exchange.Now.ToUnixTimeSeconds()}},"status":"processed"}""",
    };
}
