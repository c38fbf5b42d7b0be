using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>What the providers say about an address they do not have.</summary>
internal static class NotFound
{
    public static Route Route(ProviderShape shape, HttpRequest request) =>
        new(shape, _ => ValueTask.FromResult(Reply(shape, request))) { NeedsCredential = false };

    private static WireReply Reply(ProviderShape shape, HttpRequest request) => shape switch
    {
        ProviderShape.Anthropic => WireReply.Json("""{"type":"error","error":{"type":"not_found_error","message":"Not Found"}}""", 404),
        ProviderShape.Gemini => WireReply.Json("<!DOCTYPE html>\n<title>Error 404 (Not Found)!!1</title>\n", 404) with { ContentType = "text/html; charset=UTF-8" },
        _ => WireReply.Json(
            $$$"""{"error":{"message":{{{Json.Quote($"Invalid URL ({request.Method} {request.Path})")}}},"type":"invalid_request_error","param":null,"code":null}}""", 404),
    };
}
