using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>A request as a curl command. Keys are not recorded; where the body was not captured, a small one stands for it.</summary>
public static class CurlCommand
{
    /// <summary>The command.</summary>
    public static string Write(RequestRecord request, string url, CapturedExchange? capture = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = new StringBuilder($"curl {Quote(url + request.Path + capture?.Query)}");
        if (request.Method == "GET")
        {
            return text.Append(Key(request.Protocol)).ToString();
        }

        text.Append(request.Method == "POST" ? "" : $" -X {request.Method}").Append(Key(request.Protocol)).Append(" \\\n  -H 'Content-Type: application/json'");
        if (capture is { Request: { IsBinary: false, IsCut: false } body })
        {
            foreach (var header in capture.Headers.Where(header => IsOfAProtocol(header.Name)))
            {
                text.Append(" \\\n  -H ").Append(Quote($"{header.Name}: {header.Value}"));
            }

            return text.Append(" \\\n  -d ").Append(Quote(body.Text)).ToString();
        }

        if (request.Protocol == Protocol.Anthropic)
        {
            text.Append(" \\\n  -H 'anthropic-version: 2023-06-01'");
        }

        return text.Append(" \\\n  -d ").Append(Quote(Body(request))).ToString();
    }

    // What a client says about itself is of no use to curl.
    private static bool IsOfAProtocol(string name) =>
        name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("openai-", StringComparison.OrdinalIgnoreCase);

    private static string Key(Protocol? protocol) => protocol switch
    {
        Protocol.Anthropic => " \\\n  -H 'x-api-key: YOUR_CLIENT_KEY'",
        Protocol.Gemini => " \\\n  -H 'x-goog-api-key: YOUR_CLIENT_KEY'",
        _ => " \\\n  -H 'Authorization: Bearer YOUR_CLIENT_KEY'",
    };

    private static string Body(RequestRecord request)
    {
        var model = System.Text.Json.JsonEncodedText.Encode(request.RequestedModel ?? "MODEL");
        var stream = request.Stream ? ""","stream":true""" : "";
        return request.Protocol switch
        {
            Protocol.Gemini => """{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""",
            Protocol.Anthropic => $$"""{"model":"{{model}}","max_tokens":1024,"messages":[{"role":"user","content":"Hello"}]{{stream}}}""",
            Protocol.OpenAIResponses => $$"""{"model":"{{model}}","input":"Hello"{{stream}}}""",
            _ => request.Path.EndsWith("/embeddings", StringComparison.Ordinal)
                ? $$"""{"model":"{{model}}","input":"Hello"}"""
                : $$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]{{stream}}}""",
        };
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
