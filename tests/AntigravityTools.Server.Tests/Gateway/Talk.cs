using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>The smallest request of each protocol, and how its answers look.</summary>
internal static class Talk
{
    public static string ModelOf(Protocol protocol) => protocol switch
    {
        Protocol.Anthropic => "claude-opus-5-5",
        Protocol.Gemini => "gemini-3.8-flash",
        _ => "gpt-5.4",
    };

    public static string PathOf(Protocol protocol, bool stream) => protocol switch
    {
        Protocol.OpenAIChat => "/v1/chat/completions",
        Protocol.OpenAIResponses => "/v1/responses",
        Protocol.Anthropic => "/v1/messages",
        _ => $"/v1beta/models/{ModelOf(protocol)}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}",
    };

    public static string BodyOf(Protocol protocol, bool stream)
    {
        var more = stream ? ",\"stream\":true" : "";
        return protocol switch
        {
            Protocol.OpenAIChat => $$"""{"model":"gpt-5.4"{{more}},"messages":[{"role":"user","content":"hi"}]}""",
            Protocol.OpenAIResponses => $$"""{"model":"gpt-5.4"{{more}},"input":"hi"}""",
            Protocol.Anthropic => $$"""{"model":"claude-opus-5-5","max_tokens":64{{more}},"messages":[{"role":"user","content":"hi"}]}""",
            _ => """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""",
        };
    }

    /// <summary>What only a whole answer has.</summary>
    public static string EndOf(Protocol protocol, bool stream) => (protocol, stream) switch
    {
        (Protocol.OpenAIChat, true) => "[DONE]",
        (Protocol.OpenAIChat, _) => "\"chat.completion\"",
        (Protocol.OpenAIResponses, true) => "response.completed",
        (Protocol.OpenAIResponses, _) => "\"completed\"",
        (Protocol.Anthropic, true) => "message_stop",
        (Protocol.Anthropic, _) => "\"end_turn\"",
        _ => "STOP",
    };

    /// <summary>What an error in the middle of a stream looks like.</summary>
    public static string StreamErrorOf(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIResponses => "response.failed",
        Protocol.Anthropic => "event: error",
        _ => "data: {\"error\":",
    };
}
