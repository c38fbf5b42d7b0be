using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Answers;

/// <summary>A whole JSON answer of the listener itself.</summary>
internal static class JsonAnswer
{
    private const string MediaType = "application/json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends what <paramref name="write"/> writes.</summary>
    public static Task SendAsync(HttpContext http, int status, Action<Utf8JsonWriter> write, string mediaType = MediaType)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            write(json);
        }

        return SendAsync(http, status, output.WrittenMemory, mediaType);
    }

    /// <summary>Sends JSON that is already text.</summary>
    public static async Task SendAsync(HttpContext http, int status, ReadOnlyMemory<byte> json, string mediaType = MediaType)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.BodyWriter.WriteAsync(json, http.RequestAborted).ConfigureAwait(false);
        }
    }
}
