namespace AntigravityTools.Protocols.Model;

/// <summary>Where a piece of an answer's text comes from.</summary>
public sealed record Citation
{
    /// <summary>The page's address.</summary>
    public string? Url { get; init; }

    /// <summary>The page's or document's title.</summary>
    public string? Title { get; init; }

    /// <summary>The text that is quoted from the source.</summary>
    public string? CitedText { get; init; }

    /// <summary>Where the supported piece begins in its block's text, in UTF-16 units; null where unknown.</summary>
    public int? Start { get; init; }

    /// <summary>Where it ends (exclusive), in UTF-16 units; null where unknown.</summary>
    public int? End { get; init; }
}
