namespace AntigravityTools.Simulator.Answers;

/// <summary>Cuts a text into the deltas of a stream, never inside a character.</summary>
internal static class TextPieces
{
    private const int PieceLength = 12;
    private const int MaximumPieces = 64;

    public static IEnumerable<string> Of(string text)
    {
        var length = Math.Max(PieceLength, text.Length / MaximumPieces);
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + length);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
            {
                end++;
            }
            yield return text[start..end];
            start = end;
        }
    }
}
