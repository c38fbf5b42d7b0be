namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Reads server-sent events (WHATWG HTML §9.2): LF, CRLF and CR line ends, comments, several <c>data:</c> lines, a byte order mark.
/// A blank line on its own is a frame without data, so that every byte belongs to a frame.
/// </summary>
/// <remarks>One reader per stream. Allocates only for frames with several <c>data:</c> lines, and then reuses that memory.</remarks>
public sealed class SseFrameReader : IFrameReader
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private byte[] _joined = [];
    private int _line;
    private int _scanned;
    private int _typeStart;
    private int _typeLength;
    private int _dataStart;
    private int _dataLength;
    private int _dataLines;
    private bool _opened;
    private bool _bareCr;
    private bool _skipLf;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> buffer, bool endOfInput, out Frame frame, out int consumed)
    {
        frame = default;
        consumed = 0;
        if (buffer.IsEmpty || !SkipStart(buffer, endOfInput))
        {
            return false;
        }

        while (FindLineEnd(buffer, endOfInput, out var end, out var next))
        {
            if (end == _line)
            {
                return Close(buffer, next, out frame, out consumed);
            }

            TakeLine(buffer, end);
            _line = _scanned = next;
        }

        if (!endOfInput)
        {
            return false;
        }

        TakeLine(buffer, buffer.Length);
        return Close(buffer, buffer.Length, out frame, out consumed);
    }

    /// <summary>False where more bytes are needed to tell a byte order mark.</summary>
    private bool SkipStart(ReadOnlySpan<byte> buffer, bool endOfInput)
    {
        if (_skipLf)
        {
            // The frame before ended in CR CR, and this LF was the rest of the last line end.
            _skipLf = false;
            _line = _scanned = buffer[0] == Lf ? 1 : 0;
        }

        if (_opened)
        {
            return true;
        }

        if (buffer.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(buffer) && !endOfInput)
        {
            return false;
        }

        _opened = true;
        _line = _scanned = buffer.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return true;
    }

    private bool FindLineEnd(ReadOnlySpan<byte> buffer, bool endOfInput, out int end, out int next)
    {
        var found = buffer[_scanned..].IndexOfAny(Cr, Lf);
        end = next = _scanned + found;
        if (found < 0)
        {
            _scanned = buffer.Length;
            return false;
        }

        if (buffer[end] == Cr && end + 1 == buffer.Length && !endOfInput)
        {
            // Half of a CRLF, unless the lines of this frame end in a bare CR: then waiting would hold the frame back.
            _skipLf = _bareCr && end == _line;
            _scanned = end;
            next = end + 1;
            return _skipLf;
        }

        var pair = buffer[end] == Cr && end + 1 < buffer.Length && buffer[end + 1] == Lf;
        _bareCr = buffer[end] == Cr && !pair;
        next = end + (pair ? 2 : 1);
        return true;
    }

    private void TakeLine(ReadOnlySpan<byte> buffer, int end)
    {
        var line = buffer[_line..end];
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var start = colon < 0 ? end : _line + colon + 1;
        if (start < end && buffer[start] == (byte)' ')
        {
            start++;
        }

        if (name.SequenceEqual("data"u8))
        {
            TakeData(buffer, start, end - start);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _typeStart = start;
            _typeLength = end - start;
        }
    }

    private void TakeData(ReadOnlySpan<byte> buffer, int start, int length)
    {
        if (_dataLines++ == 0)
        {
            _dataStart = start;
            _dataLength = length;
            return;
        }

        var joined = _dataLength + 1 + length;
        if (_joined.Length < joined)
        {
            Array.Resize(ref _joined, Math.Max(joined, _joined.Length * 2));
        }

        if (_dataLines == 2)
        {
            buffer.Slice(_dataStart, _dataLength).CopyTo(_joined);
        }

        _joined[_dataLength] = Lf;
        buffer.Slice(start, length).CopyTo(_joined.AsSpan(_dataLength + 1));
        _dataLength = joined;
    }

    private bool Close(ReadOnlySpan<byte> buffer, int next, out Frame frame, out int consumed)
    {
        frame = new Frame
        {
            EventType = buffer.Slice(_typeStart, _typeLength),
            Data = _dataLines > 1 ? _joined.AsSpan(0, _dataLength) : buffer.Slice(_dataStart, _dataLength),
        };
        consumed = next;
        _line = _scanned = _typeStart = _typeLength = _dataStart = _dataLength = _dataLines = 0;
        _bareCr = false;
        return true;
    }
}
