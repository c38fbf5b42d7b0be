using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Reads a call's JSON. Anything that is none is answered here, with the place of the mistake.</summary>
internal static class JsonBody
{
    private const long Most = 16 << 20;

    // A key that stands twice is a mistake, and which of the two counts is anybody's guess.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The document, or null where a problem has been sent.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Most;
        }

        if (!IsJson(http.Request))
        {
            await Problem.SendAsync(http, StatusCodes.Status415UnsupportedMediaType,
                $"This call takes 'content-type: application/json'; the request came as '{http.Request.ContentType}'.").ConfigureAwait(false);
            return null;
        }

        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, Options, http.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException) when (http.Request.ContentLength is 0)
        {
            await Problem.SendAsync(http, StatusCodes.Status400BadRequest, "The body is empty. This call takes a JSON object; /openapi/v1.json describes it.").ConfigureAwait(false);
            return null;
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $" at line {line + 1}, byte {error.BytePositionInLine + 1}" : "";
            await Problem.SendAsync(http, StatusCodes.Status400BadRequest, $"The body is not valid JSON{place}: {Reason(error)}").ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>True for JSON and for a merge patch.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase);
    }

    // The reader says the place too, in its own way of counting.
    private static string Reason(JsonException error)
    {
        var place = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? error.Message : error.Message[..place];
    }
}
