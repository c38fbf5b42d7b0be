using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The samples for the command line.</summary>
internal static class CurlSamples
{
    public static string Write(Protocol protocol, string url, string model, string key) => protocol switch
    {
        Protocol.OpenAIChat => $$"""
            curl {{url}}/v1/chat/completions \
              -H "Content-Type: application/json" \
              -H "Authorization: Bearer {{key}}" \
              -d '{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}'
            """,
        Protocol.OpenAIResponses => $$"""
            curl {{url}}/v1/responses \
              -H "Content-Type: application/json" \
              -H "Authorization: Bearer {{key}}" \
              -d '{"model":"{{model}}","input":"Hello"}'
            """,
        Protocol.Anthropic => $$"""
            curl {{url}}/v1/messages \
              -H "Content-Type: application/json" \
              -H "anthropic-version: 2023-06-01" \
              -H "x-api-key: {{key}}" \
              -d '{"model":"{{model}}","max_tokens":1024,"messages":[{"role":"user","content":"Hello"}]}'
            """,
        _ => $$"""
            curl "{{url}}/v1beta/models/{{model}}:generateContent" \
              -H "Content-Type: application/json" \
              -H "x-goog-api-key: {{key}}" \
              -d '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}'
            """,
    };
}
