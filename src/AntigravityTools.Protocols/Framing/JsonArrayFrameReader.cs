using System.Buffers;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Reads the elements of one growing JSON array, the form of Gemini's <c>streamGenerateContent</c> without <c>alt=sse</c>.
/// A frame's consumed bytes cover the bracket or comma before its element; the closing bracket is a frame without data.
/// A body that is no array (an error object) is one frame.
/// </summary>
/// <remarks>One reader per stream. Allocates nothing.</remarks>
public sealed class JsonArrayFrameReader : IFrameReader
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnd = SearchValues.Create(",] \t\r\n"u8);

    private int _scanned;
    private int _start = -1;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _opened;

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> buffer, bool endOfInput, out Frame frame, out int consumed)
    {
        if (_start < 0 && FindClosing(buffer))
        {
            return Close(default, _scanned, out frame, out consumed);
        }

        if (_start >= 0 && FindEnd(buffer))
        {
            return Close(buffer[_start.._scanned], _scanned, out frame, out consumed);
        }

        if (endOfInput && !buffer.IsEmpty)
        {
            return Close(_start < 0 ? default : buffer[_start..], buffer.Length, out frame, out consumed);
        }

        frame = default;
        consumed = 0;
        return false;
    }

    /// <summary>Moves to the next element and sets its start; true where the array's closing bracket comes first.</summary>
    private bool FindClosing(ReadOnlySpan<byte> buffer)
    {
        while (_scanned < buffer.Length)
        {
            switch (buffer[_scanned])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',':
                case (byte)'[' when !_opened:
                    _opened |= buffer[_scanned] == (byte)'[';
                    _scanned++;
                    break;
                case (byte)']':
                    _scanned++;
                    return true;
                default:
                    _opened = true;
                    _start = _scanned;
                    return false;
            }
        }

        return false;
    }

    private bool FindEnd(ReadOnlySpan<byte> buffer)
    {
        if (buffer[_start] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            var end = buffer[_scanned..].IndexOfAny(ScalarEnd);
            _scanned = end < 0 ? buffer.Length : _scanned + end;
            return end >= 0;
        }

        while (_scanned < buffer.Length)
        {
            if (_inString ? LeaveString(buffer) : Step(buffer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the string that ends is the whole element.</summary>
    private bool LeaveString(ReadOnlySpan<byte> buffer)
    {
        if (_escaped)
        {
            _escaped = false;
            _scanned++;
            return false;
        }

        var at = buffer[_scanned..].IndexOfAny((byte)'"', (byte)'\\');
        if (at < 0)
        {
            _scanned = buffer.Length;
            return false;
        }

        _escaped = buffer[_scanned + at] == (byte)'\\';
        _inString = _escaped;
        _scanned += at + 1;
        return !_inString && _depth == 0;
    }

    /// <summary>Takes the next structural byte; true where it closes the element.</summary>
    private bool Step(ReadOnlySpan<byte> buffer)
    {
        var at = buffer[_scanned..].IndexOfAny(Structure);
        if (at < 0)
        {
            _scanned = buffer.Length;
            return false;
        }

        var b = buffer[_scanned + at];
        _scanned += at + 1;
        switch (b)
        {
            case (byte)'"':
                _inString = true;
                return false;
            case (byte)'{' or (byte)'[':
                _depth++;
                return false;
            default:
                return --_depth == 0;
        }
    }

    private bool Close(ReadOnlySpan<byte> element, int next, out Frame frame, out int consumed)
    {
        frame = new Frame { Data = element };
        consumed = next;
        _scanned = _depth = 0;
        _start = -1;
        _inString = _escaped = false;
        return true;
    }
}
