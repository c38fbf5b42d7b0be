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
    private const int MostOwners = 4;

    /// <summary>What other accounts made of the very same content.</summary>
    public RememberedReasoning? Others { get; private init; }

    /// <summary>Bytes it holds, about.</summary>
    public long Bytes => Own + (Others?.Bytes ?? 0);

    private long Own { get; } = 200 + (2L * (Signature?.Length ?? 0)) + Before.Sum(part => 100 + (2L * ((part.Value?.Length ?? 0) + (part.Signature?.Length ?? 0))));

    /// <summary>The one of an account, or null.</summary>
    public RememberedReasoning? Of(ulong owner) => Owner == owner ? this : Others?.Of(owner);

    /// <summary>The same beside what others made; the oldest goes where there are too many.</summary>
    public RememberedReasoning Beside(RememberedReasoning? others) => this with { Others = others?.Without(Owner, MostOwners - 1) };

    private RememberedReasoning? Without(ulong owner, int most) =>
        most == 0 ? null : Owner == owner ? Others?.Without(owner, most) : this with { Others = Others?.Without(owner, most - 1) };
}
