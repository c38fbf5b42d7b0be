using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>One turn of a conversation.</summary>
public sealed record Message
{
    /// <summary>Who speaks.</summary>
    public required Role Role { get; init; }

    /// <summary>What is said, in order.</summary>
    public required ImmutableArray<Part> Parts { get; init; }

    /// <summary>Fields only their own protocol understands.</summary>
    public Extras? Extras { get; init; }
}
