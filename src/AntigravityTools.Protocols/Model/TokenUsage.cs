namespace AntigravityTools.Protocols.Model;

/// <summary>
/// Tokens that a provider reported, in one convention: <see cref="Input"/> is the whole prompt, cache reads and writes included;
/// <see cref="Output"/> is everything generated, reasoning included (protocols.md §2.6). Unknown is null, never 0, and so is a
/// number below 0.
/// </summary>
public sealed record TokenUsage
{
    /// <summary>Nothing reported.</summary>
    public static TokenUsage Unknown { get; } = new();

    /// <summary>All prompt tokens, those read from and written to a cache included.</summary>
    public long? Input { get; init => field = value < 0 ? null : value; }

    /// <summary>All generated tokens, reasoning included.</summary>
    public long? Output { get; init => field = value < 0 ? null : value; }

    /// <summary>Prompt tokens that came from a cache; a part of <see cref="Input"/>.</summary>
    public long? CacheRead { get; init => field = value < 0 ? null : value; }

    /// <summary>Prompt tokens that were written to a cache; a part of <see cref="Input"/>.</summary>
    public long? CacheWrite { get; init => field = value < 0 ? null : value; }

    /// <summary>Generated tokens spent on reasoning; a part of <see cref="Output"/>.</summary>
    public long? Reasoning { get; init => field = value < 0 ? null : value; }

    /// <summary>The provider's own usage object as it stood on the wire, last one seen; null where none came.</summary>
    public string? Raw { get; init; }
}
