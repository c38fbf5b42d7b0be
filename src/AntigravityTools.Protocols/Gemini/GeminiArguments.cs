using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Arguments of a call and objects of a result as Google wants them: one JSON object on one line. Numbers and escapes stay as they are
/// spelled; only white space between tokens goes.
/// </summary>
internal static class GeminiArguments
{
    /// <summary>Writes a call's arguments; false where they were no object and went under the name <c>raw</c>.</summary>
    /// <param name="json">Takes the value.</param>
    /// <param name="arguments">JSON text, possibly cut or empty.</param>
    /// <param name="custom">True where the text is a custom tool's input as a JSON string.</param>
    internal static bool Write(Utf8JsonWriter json, ReadOnlySpan<byte> arguments, bool custom)
    {
        var text = arguments.Trim(" \t\r\n"u8);
        if (!custom && text is [(byte)'{', ..] && JsonScan.IsWhole(text))
        {
            WriteCompact(json, text);
            return true;
        }

        json.WriteStartObject();
        var isWhole = JsonScan.IsWhole(text);
        if (!text.IsEmpty)
        {
            json.WritePropertyName(custom ? "input"u8 : "raw"u8);
            if (isWhole)
            {
                WriteCompact(json, text);
            }
            else
            {
                // What the output limit cut off is not made up.
                json.WriteStringValue(Encoding.UTF8.GetString(text));
            }
        }

        json.WriteEndObject();
        return text.IsEmpty || (custom && isWhole);
    }

    /// <summary>Writes valid JSON without the white space between its tokens, so that it stands on one line of a stream.</summary>
    internal static void WriteCompact(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        json.WriteRawValue(Compact(text), skipInputValidation: true);
    }

    /// <summary>Valid JSON without line ends and what stands around them; the same bytes where there are none.</summary>
    internal static ReadOnlySpan<byte> Compact(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return text;
        }

        var compact = new byte[text.Length];
        var length = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (!inString && unit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            compact[length++] = unit;
            if (inString && unit == (byte)'\\' && i + 1 < text.Length)
            {
                compact[length++] = text[++i];
            }
            else if (unit == (byte)'"')
            {
                inString = !inString;
            }
        }

        return compact.AsSpan(0, length);
    }
}
