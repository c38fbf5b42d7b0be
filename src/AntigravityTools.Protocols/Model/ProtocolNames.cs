namespace AntigravityTools.Protocols.Model;

/// <summary>The names under which protocols appear in configuration, the management API and stored rows.</summary>
public static class ProtocolNames
{
    /// <summary>The name of a protocol, such as <c>openai-chat</c>.</summary>
    public static string ToName(this Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => "openai-chat",
        Protocol.OpenAIResponses => "openai-responses",
        Protocol.Anthropic => "anthropic",
        Protocol.Gemini => "gemini",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Not a protocol."),
    };

    /// <summary>The protocol of a name, or null where the name is none of the four.</summary>
    public static Protocol? Parse(string? name) => name switch
    {
        "openai-chat" => Protocol.OpenAIChat,
        "openai-responses" => Protocol.OpenAIResponses,
        "anthropic" => Protocol.Anthropic,
        "gemini" => Protocol.Gemini,
        _ => null,
    };
}
