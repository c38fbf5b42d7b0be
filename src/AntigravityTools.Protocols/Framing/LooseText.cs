using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Reads JSON strings whose text may be cut inside of a character: a provider that cuts its deltas by UTF-16 units sends half of a
/// surrogate pair in one and the other half in the next, each as an escape. <c>AnswerBridge</c> joins them.
/// </summary>
internal static class LooseText
{
    /// <summary>The text of the string that the reader stands on.</summary>
    internal static string Read(scoped ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.ValueSpan);
        }
    }

    /// <summary>The text of a top-level member that is a string, else null.</summary>
    internal static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!JsonScan.TryFind(json, name, out var value) || value is not [(byte)'"', ..])
        {
            return null;
        }

        var reader = new Utf8JsonReader(value);
        return reader.Read() ? Read(ref reader) : null;
    }

    // The JSON reader has checked the escapes; bytes that are no text become U+FFFD.
    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            text.Append(Encoding.UTF8.GetString(plain < 0 ? escaped : escaped[..plain]));
            if (plain < 0)
            {
                break;
            }

            escaped = escaped[(plain + 1)..];
            if (escaped[0] == (byte)'u')
            {
                text.Append((char)ushort.Parse(escaped.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                escaped = escaped[5..];
            }
            else
            {
                text.Append((char)escaped[0] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var other => other });
                escaped = escaped[1..];
            }
        }

        return text.ToString();
    }
}
