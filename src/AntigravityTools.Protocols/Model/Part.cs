using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>One piece of a message. An unknown piece is kept as <see cref="Opaque"/>, never thrown on.</summary>
public abstract record Part
{
    private Part()
    {
    }

    /// <summary>Fields only their own protocol understands, cache hints among them.</summary>
    public Extras? Extras { get; init; }

    /// <summary>Visible text.</summary>
    public sealed record Text(string Value) : Part;

    /// <summary>Reasoning with the provider's opaque proof; the text may be withheld while the proof stands.</summary>
    public sealed record Reasoning(string? Value, string? Signature, bool Redacted) : Part;

    /// <summary>An image, document, audio or video: inline bytes in base64, or an address.</summary>
    public sealed record Media(string MediaType, string? Base64, string? Address, string? FileId, string? Name) : Part;

    /// <summary>A call of a tool; the arguments are raw JSON text.</summary>
    public sealed record ToolCall(string Id, string Name, RawJson Arguments, string? Signature) : Part;

    /// <summary>The result of a tool call.</summary>
    public sealed record ToolResult(string CallId, ImmutableArray<Part> Content, bool IsError) : Part;

    /// <summary>A refusal in the model's words.</summary>
    public sealed record Refusal(string Value) : Part;

    /// <summary>Something only its own protocol understands.</summary>
    public sealed record Opaque(Protocol Protocol, RawJson Json) : Part;
}
