using System.Text;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The text of one answer, piece by piece, with the block that each piece belongs to: it turns Google's byte offsets over the whole text
/// into UTF-16 offsets of the open block, and back.
/// </summary>
internal sealed class GeminiTextMap
{
    private readonly List<(int Block, string Text)> _pieces = [];

    internal bool IsEmpty => _pieces.Count == 0;

    internal void Add(int block, string text) => _pieces.Add((block, text));

    /// <summary>The text of one block.</summary>
    internal string TextOf(int block) => string.Concat(_pieces.Where(piece => piece.Block == block).Select(piece => piece.Text));

    /// <summary>
    /// Where a segment stands in the last block's text, in UTF-16 units. Offsets that do not fit the segment's words are looked up by the
    /// words; nothing where neither is found.
    /// </summary>
    internal (int? Start, int? End) Find(int startByte, int endByte, string? words)
    {
        if (_pieces.Count == 0)
        {
            return default;
        }

        var block = _pieces[^1].Block;
        var before = _pieces.Where(piece => piece.Block != block).Sum(piece => Encoding.UTF8.GetByteCount(piece.Text));
        var text = TextOf(block);
        var (start, end) = (Units(text, startByte - before), Units(text, endByte - before));
        if (start is { } from && end is { } to && from <= to && (words is null || text.AsSpan(from, to - from).SequenceEqual(words)))
        {
            return (from, to);
        }

        var found = words is { Length: > 0 } ? text.IndexOf(words, StringComparison.Ordinal) : -1;
        return found < 0 ? default : (found, found + words!.Length);
    }

    /// <summary>The bytes of the whole text before a place in a block.</summary>
    internal int BytesBefore(int block, int units)
    {
        var bytes = 0;
        foreach (var (owner, text) in _pieces)
        {
            if (owner != block)
            {
                bytes += Encoding.UTF8.GetByteCount(text);
                continue;
            }

            if (units <= text.Length)
            {
                return bytes + Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Max(units, 0)));
            }

            bytes += Encoding.UTF8.GetByteCount(text);
            units -= text.Length;
        }

        return bytes;
    }

    // UTF-16 units in the first bytes of a text; null where they end inside a character or past the text.
    private static int? Units(string text, int bytes)
    {
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes <= 0)
            {
                break;
            }

            bytes -= rune.Utf8SequenceLength;
            units += rune.Utf16SequenceLength;
        }

        return bytes == 0 ? units : null;
    }
}
