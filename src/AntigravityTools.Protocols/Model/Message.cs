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

    /// <summary>The client's own field that it was read from, such as <c>messages[3]</c>; null for what the gateway made.</summary>
    public string? Place { get; init; }

    /// <summary>Its name in a loss or a fault.</summary>
    /// <param name="index">Where it stands in the conversation, for one that the gateway made.</param>
    public string PlaceAt(int index) => Place ?? $"messages[{index}]";
}
