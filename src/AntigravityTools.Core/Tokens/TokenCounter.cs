using Microsoft.ML.Tokenizers;

namespace AntigravityTools.Core.Tokens;

/// <summary>
/// Counts the tokens of text with OpenAI's public o200k vocabulary. Other vendors' vocabularies are not public; their counts come out
/// within some percent, so every use of it is marked as an estimate. The tables (55 MB) are loaded on first use.
/// </summary>
public sealed class TokenCounter
{
    private readonly Lazy<Tokenizer> _tokenizer = new(static () => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>Tokens of a text.</summary>
    public int Count(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : _tokenizer.Value.CountTokens(text);
}
