using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Paths;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>The protocol whose shape suits a caller best (protocols.md §1.6): the path's, else what its headers give away.</summary>
internal static class ProtocolGuess
{
    /// <summary>Never fails; OpenAI's shape is what most clients read.</summary>
    public static Protocol Of(PathMatch match, HttpRequest request)
    {
        if (match.Protocol is { } protocol)
        {
            return protocol;
        }

        var headers = request.Headers;
        return headers.ContainsKey("x-goog-api-key") || headers.ContainsKey("x-goog-api-client") || HasGoogleQuery(request.Query) ? Protocol.Gemini
            : headers.ContainsKey("anthropic-version") ? Protocol.Anthropic
            : Protocol.OpenAIChat;
    }

    private static bool HasGoogleQuery(IQueryCollection query) =>
        query.Count > 0 && (query.ContainsKey("key") || query.ContainsKey("pageSize"));
}
