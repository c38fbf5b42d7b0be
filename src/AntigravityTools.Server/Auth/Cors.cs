using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AntigravityTools.Server.Auth;

/// <summary>Lets pages of allowed origins read answers: the origin is echoed, never <c>*</c> (product.md §2).</summary>
internal static class Cors
{
    private const string Exposed =
        "x-antigravity-request-id, x-antigravity-trace-id, x-antigravity-model, x-antigravity-attempts, x-antigravity-token-count, x-should-retry, retry-after, request-id, x-request-id";

    /// <summary>True for the question that a browser asks before the request itself.</summary>
    public static bool IsPreflight(HttpRequest request) => HttpMethods.IsOptions(request.Method);

    /// <summary>Marks an answer to a request that named its origin.</summary>
    public static void Write(HttpContext http, OriginVerdict verdict)
    {
        if (http.Request.Headers.Origin.Count == 0)
        {
            return;
        }

        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (verdict is OriginVerdict.Allowed or OriginVerdict.Own)
        {
            http.Response.Headers.AccessControlAllowOrigin = http.Request.Headers.Origin;
            http.Response.Headers.AccessControlExposeHeaders = Exposed;
        }
    }

    /// <summary>Answers a preflight; what a page may do follows from the headers of <see cref="Write"/>.</summary>
    public static void AnswerPreflight(HttpContext http, string allow)
    {
        var headers = http.Response.Headers;
        headers.Allow = allow + ", OPTIONS";
        headers.AccessControlAllowMethods = allow;
        headers.AccessControlMaxAge = "600";
        if (http.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked)
        {
            headers.AccessControlAllowHeaders = asked;
        }

        if (http.Request.Headers["Access-Control-Request-Private-Network"] == "true")
        {
            headers["Access-Control-Allow-Private-Network"] = "true";
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
