namespace AntigravityTools.Protocols.Model;

/// <summary>What a client asks for, whatever the protocol. Protocol and operation together name an endpoint.</summary>
public enum Operation
{
    /// <summary>A model's answer: chat completions, responses, messages, generateContent, streamGenerateContent.</summary>
    Generate,

    /// <summary>The legacy <c>/v1/completions</c>.</summary>
    Complete,

    /// <summary>Tokens of a request without an answer: count_tokens, countTokens, responses/input_tokens.</summary>
    CountTokens,

    /// <summary>One or several embeddings in one call: /v1/embeddings, :embedContent.</summary>
    Embed,

    /// <summary>Gemini's <c>:batchEmbedContents</c>.</summary>
    EmbedBatch,

    /// <summary>/v1/responses/compact.</summary>
    Compact,

    /// <summary>GET of a stored response.</summary>
    RetrieveResponse,

    /// <summary>DELETE of a stored response.</summary>
    DeleteResponse,

    /// <summary>GET of the input items of a stored response.</summary>
    ListInputItems,

    /// <summary>/v1/images/generations.</summary>
    GenerateImage,

    /// <summary>/v1/images/edits (multipart).</summary>
    EditImage,

    /// <summary>/v1/audio/transcriptions (multipart).</summary>
    Transcribe,

    /// <summary>/v1/audio/speech (answers audio bytes).</summary>
    Speak,

    /// <summary>/v1/audio/translations (multipart): a transcript in English.</summary>
    TranslateAudio,

    /// <summary>/v1/images/variations (multipart).</summary>
    VaryImage,

    /// <summary>/v1/moderations.</summary>
    Moderate,

    /// <summary>A path of the provider's own that the gateway passes on as it stands: files, batches and their like.</summary>
    Relay,
}
