using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Writes JSON strings straight into a buffer: what must be escaped is, everything else stays as it is.</summary>
internal static class JsonText
{
    private const int OnStack = 512;
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes a text as JSON string, quotes included. A lone surrogate becomes U+FFFD.</summary>
    internal static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        Append(output, "\""u8);
        WriteEscaped(output, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        Append(output, "\""u8);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Writes a whole number.</summary>
    internal static void Write(IBufferWriter<byte> output, int number)
    {
        number.TryFormat(output.GetSpan(12), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Copies bytes.</summary>
    internal static void Append(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    /// <summary>A copy of a JSON value that fits into one line of a frame: line breaks stand between tokens only, never inside a string.</summary>
    internal static RawJson OneLine(ReadOnlySpan<byte> json)
    {
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return new RawJson(line);
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            var plain = Encoder.FindFirstCharacterToEncodeUtf8(utf8);
            if (plain != 0)
            {
                var length = plain < 0 ? utf8.Length : plain;
                Append(output, utf8[..length]);
                utf8 = utf8[length..];
                continue;
            }

            var room = output.GetSpan(256);
            Encoder.EncodeUtf8(utf8[..Math.Min(utf8.Length, 32)], room, out var consumed, out var written, isFinalBlock: utf8.Length <= 32);
            output.Advance(written);
            utf8 = utf8[consumed..];
        }
    }
}
