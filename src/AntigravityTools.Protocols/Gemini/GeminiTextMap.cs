using System.Text;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The text of one answer, piece by piece, with the block that each piece belongs to: it turns Google's byte offsets over the whole text
/// into UTF-16 offsets of the open block, and back.
/// </summary>
internal sealed class GeminiTextMap
{
    private readonly List<string> _texts = [];

    // Where in the list a run of pieces of one block begins.
    private readonly List<(int Block, int From)> _runs = [];

    internal void Add(int block, string text)
    {
        if (_runs.Count == 0 || _runs[^1].Block != block)
        {
            _runs.Add((block, _texts.Count));
        }

        _texts.Add(text);
    }

    /// <summary>The text of one block.</summary>
    internal string TextOf(int block) => string.Concat(Pieces().Where(piece => piece.Block == block).Select(piece => piece.Text));

    /// <summary>
    /// Where a segment stands in the last block's text, in UTF-16 units. Offsets that do not fit the segment's words are looked up by the
    /// words; nothing where neither is found.
    /// </summary>
    internal (int? Start, int? End) Find(int startByte, int endByte, string? words)
    {
        if (_runs.Count == 0)
        {
            return default;
        }

        var block = _runs[^1].Block;
        var before = Pieces().Where(piece => piece.Block != block).Sum(piece => Encoding.UTF8.GetByteCount(piece.Text));
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
        foreach (var (owner, text) in Pieces())
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

    private IEnumerable<(int Block, string Text)> Pieces()
    {
        for (var run = 0; run < _runs.Count; run++)
        {
            var end = run + 1 < _runs.Count ? _runs[run + 1].From : _texts.Count;
            for (var i = _runs[run].From; i < end; i++)
            {
                yield return (_runs[run].Block, _texts[i]);
            }
        }
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
