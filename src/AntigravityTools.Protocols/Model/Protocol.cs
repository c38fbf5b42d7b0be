namespace AntigravityTools.Protocols.Model;

/// <summary>One of the four wire formats that the gateway speaks, inbound and upstream.</summary>
public enum Protocol
{
    /// <summary>OpenAI Chat Completions and its siblings under <c>/v1</c>; written <c>openai-chat</c>.</summary>
    OpenAIChat,

    /// <summary>OpenAI Responses; written <c>openai-responses</c>.</summary>
    OpenAIResponses,

    /// <summary>Anthropic Messages; written <c>anthropic</c>.</summary>
    Anthropic,

    /// <summary>Google Gemini <c>generateContent</c>; written <c>gemini</c>.</summary>
    Gemini,
}
