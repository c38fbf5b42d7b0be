namespace AntigravityTools.Protocols.Schemas;

/// <summary>Which tool names a protocol takes (protocols.md §2.1, row "Tool definition").</summary>
/// <param name="MaxLength">Longest name.</param>
/// <param name="StartsWithLetter">True where the first character must be an ASCII letter or <c>_</c>.</param>
/// <param name="MorePunctuation">Characters allowed beside letters, digits, <c>_</c> and <c>-</c>.</param>
public sealed record ToolNameRule(int MaxLength, bool StartsWithLetter, string MorePunctuation)
{
    /// <summary>OpenAI Chat and Responses: <c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static ToolNameRule OpenAI { get; } = new(64, false, "");

    /// <summary>Anthropic: <c>[A-Za-z0-9_-]{1,128}</c>.</summary>
    public static ToolNameRule Anthropic { get; } = new(128, false, "");

    /// <summary>Gemini: a letter or <c>_</c> first, then <c>[A-Za-z0-9_.:-]</c>, at most 128.</summary>
    public static ToolNameRule Gemini { get; } = new(128, true, ".:");

    /// <summary>True where the protocol takes the name as it is.</summary>
    public bool Allows(string name) =>
        name.Length > 0 && name.Length <= MaxLength && (!StartsWithLetter || char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(IsAllowed);

    /// <summary>True where the character may stand in a name.</summary>
    public bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' || MorePunctuation.Contains(c, StringComparison.Ordinal);
}
