using System.Collections.Immutable;
using AntigravityTools.Protocols.Anthropic;
using AntigravityTools.Protocols.Gemini;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.OpenAIChat;
using AntigravityTools.Protocols.OpenAIResponses;

namespace AntigravityTools.Protocols.Translation;

/// <summary>The four protocols. Stateless: one registry serves the whole process.</summary>
public sealed class ProtocolRegistry
{
    private readonly OpenAIChatProtocol _chat = new();
    private readonly OpenAIResponsesProtocol _responses = new();
    private readonly AnthropicProtocol _anthropic = new();
    private readonly GeminiProtocol _gemini = new();

    private readonly OpenAIChatTranslator _chatTranslator = new();
    private readonly OpenAIResponsesTranslator _responsesTranslator = new();
    private readonly AnthropicTranslator _anthropicTranslator = new();
    private readonly GeminiTranslator _geminiTranslator = new();
    private readonly OpenAIChatEmbeddings _chatEmbeddings = new();
    private readonly GeminiEmbeddings _geminiEmbeddings = new();
    private readonly OpenAIMedia _openAIMedia = new();

    /// <summary>Makes the registry.</summary>
    public ProtocolRegistry() => All = [_chat, _responses, _anthropic, _gemini];

    /// <summary>Every protocol, in the order of <see cref="Protocol"/>.</summary>
    public ImmutableArray<IProtocol> All { get; }

    /// <summary>The room of one protocol.</summary>
    public IProtocol this[Protocol protocol] => protocol switch
    {
        Protocol.OpenAIChat => _chat,
        Protocol.OpenAIResponses => _responses,
        Protocol.Anthropic => _anthropic,
        Protocol.Gemini => _gemini,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Not a protocol."),
    };

    /// <summary>One protocol's way into and out of the canonical model.</summary>
    public ITranslator TranslatorOf(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => _chatTranslator,
        Protocol.OpenAIResponses => _responsesTranslator,
        Protocol.Anthropic => _anthropicTranslator,
        Protocol.Gemini => _geminiTranslator,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Not a protocol."),
    };

    /// <summary>One protocol's embeddings, or null where it has none.</summary>
    public IEmbeddingTranslator? EmbeddingsOf(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => _chatEmbeddings,
        Protocol.Gemini => _geminiEmbeddings,
        _ => null,
    };

    /// <summary>One protocol's image and audio calls, or null where it has none.</summary>
    public IMediaTranslator? MediaOf(Protocol protocol) => protocol == Protocol.OpenAIChat ? _openAIMedia : null;
}
