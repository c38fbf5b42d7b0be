using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Conversations;

/// <summary>Opaque reasoning that signs a call or a text, as its owner gave it.</summary>
/// <param name="Owner">The account and protocol that made it (<c>OwnerTag.OwnerOf</c>).</param>
/// <param name="Before">The reasoning that stood before the content, signed or encrypted.</param>
/// <param name="Signature">The proof on the content itself (Gemini).</param>
/// <param name="Until">When it is forgotten.</param>
internal sealed record RememberedReasoning(ulong Owner, ImmutableArray<Part.Reasoning> Before, string? Signature, DateTimeOffset Until)
{
    /// <summary>Bytes it holds, about.</summary>
    public long Bytes { get; } = 200 + (2L * (Signature?.Length ?? 0)) + Before.Sum(part => 100 + (2L * ((part.Value?.Length ?? 0) + (part.Signature?.Length ?? 0))));
}
