using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>One piece of a message. An unknown piece is kept as <see cref="Opaque"/>, never thrown on.</summary>
public abstract record Part
{
    private Part()
    {
    }

    /// <summary>True where the client asked the provider to cache the prompt up to here.</summary>
    public bool CacheHint { get; init; }

    /// <summary>Fields only their own protocol understands.</summary>
    public Extras? Extras { get; init; }

    /// <summary>The client's own field that it was read from, such as <c>messages[3].content[1]</c>; null for what the gateway made.</summary>
    public string? Place { get; init; }

    /// <summary>Visible text. Gemini may sign it.</summary>
    public sealed record Text(string Value, string? Signature = null) : Part
    {
        /// <summary>What the text quotes.</summary>
        public ImmutableArray<Citation> Citations { get; init; } = [];
    }

    /// <summary>
    /// Reasoning with the provider's opaque proof; the text may be withheld (empty) while the proof stands. Redacted reasoning has no
    /// text at all, its data is the proof. Stands before the call or text that it led to.
    /// </summary>
    public sealed record Reasoning(string? Value, string? Signature, bool Redacted = false) : Part;

    /// <summary>An image, document, audio or video: inline bytes in base64, an address, or a provider's file id; exactly one is set.</summary>
    public sealed record Media(MediaKind Kind, string? MediaType) : Part
    {
        /// <summary>The bytes, standard base64 without line breaks.</summary>
        public string? Base64 { get; init; }

        /// <summary>An http(s) or gs address.</summary>
        public string? Address { get; init; }

        /// <summary>The provider's id of an uploaded file; it means nothing to another provider.</summary>
        public string? FileId { get; init; }

        /// <summary>The file's name or title.</summary>
        public string? Name { get; init; }

        /// <summary>The wanted resolution in OpenAI's words (<c>low</c>, <c>high</c>, <c>auto</c>, <c>original</c>).</summary>
        public string? Detail { get; init; }

        /// <summary>A document given as plain text instead of bytes.</summary>
        public string? PlainText { get; init; }
    }

    /// <summary>A call of a tool. The arguments are raw JSON text; those of a custom tool are one JSON string.</summary>
    public sealed record ToolCall(string Id, string Name, RawJson Arguments, string? Signature = null) : Part
    {
        /// <summary>True for a call of a custom tool.</summary>
        public bool Custom { get; init; }

        /// <summary>The tool's namespace, where it has one.</summary>
        public string? Namespace { get; init; }
    }

    /// <summary>The result of a tool call: texts, media, or opaque pieces.</summary>
    public sealed record ToolResult(string CallId, ImmutableArray<Part> Content, bool IsError = false) : Part
    {
        /// <summary>The tool's name where the protocol states it (Gemini); else null, and the call's name counts.</summary>
        public string? Name { get; init; }
    }

    /// <summary>A refusal in the model's words.</summary>
    public sealed record Refusal(string Value) : Part;

    /// <summary>A web search that the provider made, as replayed history.</summary>
    public sealed record WebSearch(string Id, string? Query, ImmutableArray<Citation> Results) : Part;

    /// <summary>Something only its own protocol understands.</summary>
    public sealed record Opaque(Protocol Protocol, RawJson Json) : Part;
}
