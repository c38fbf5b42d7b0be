using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The smallest real request of each protocol: one word in, a few tokens out.</summary>
internal static class TinyRequest
{
    // Enough for a model that thinks before it says a word, and what the strictest API takes.
    private const int Tokens = 16;

    private static readonly string[] NotText =
        ["embed", "image", "tts", "whisper", "audio", "transcribe", "moderation", "realtime", "dall-e", "imagen", "veo", "aqa", "rerank", "sora", "babbage", "davinci", "instruct"];

    /// <summary>The first model of an account that writes text; null where it lists none.</summary>
    public static string? ModelOf(Account account) =>
        account.Models.FirstOrDefault(model => !Array.Exists(NotText, mark => model.Contains(mark, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The call for a model, and its protocol.</summary>
    public static (Protocol Protocol, UpstreamCall Call) Of(Account account, string model)
    {
        var protocol = ModelProtocols.Of(account, Operation.Generate, model)[0];
        return (protocol, Of(account, protocol, model));
    }

    /// <summary>The call for a model in a protocol.</summary>
    public static UpstreamCall Of(Account account, Protocol protocol, string model)
    {
        var quoted = JsonEncodedText.Encode(model).ToString();
        var body = protocol switch
        {
            Protocol.Gemini => $$"""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"maxOutputTokens":{{Tokens}} } }""",
            Protocol.Anthropic => $$"""{"model":"{{quoted}}","max_tokens":{{Tokens}},"messages":[{"role":"user","content":"Hi"}]}""",
            Protocol.OpenAIResponses => $$"""{"model":"{{quoted}}","input":"Hi","max_output_tokens":{{Tokens}},"store":false}""",
            _ => $$"""{"model":"{{quoted}}","messages":[{"role":"user","content":"Hi"}],"{{(account.Provider is "openai" or "azure-openai" ? "max_completion_tokens" : "max_tokens")}}":{{Tokens}}}""",
        };
        var headers = new List<KeyValuePair<string, string>> { new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity") };
        UpstreamAuth.Apply(account, protocol, headers);
        HeaderPolicy.AddRequired(protocol, headers);
        return new UpstreamCall
        {
            Method = HttpMethod.Post,
            Address = UpstreamAddress.Of(account, protocol, Operation.Generate, model, stream: false, StreamForm.Sse, resourceId: null, query: "")!,
            Headers = headers,
            Body = ProviderBody.Of(account, protocol, Operation.Generate, Encoding.UTF8.GetBytes(body)),
            ContentType = "application/json",
            Secret = UpstreamAuth.SecretOf(account.Credential),
        };
    }
}
