using System.Buffers.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Cheap questions about JSON bytes that spare a parse. Malformed JSON answers "no", never an exception.</summary>
internal static class JsonScan
{
    /// <summary>Tool arguments and schemas nest deeper than the default of 64.</summary>
    internal const int MaxDepth = 256;

    internal static JsonReaderOptions Options { get; } = new() { MaxDepth = MaxDepth };

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>
    /// True where a member of that name, at any depth, has a value that is neither null nor an empty string. "No" is certain, since
    /// a quote inside a string is escaped; "yes" asks for a parse where text could hold JSON of its own.
    /// </summary>
    /// <param name="json">One JSON value, whole or cut.</param>
    /// <param name="quotedName">The name with its quotes.</param>
    internal static bool Mentions(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        var rest = json;
        while (TryNext(ref rest, quotedName, out var value))
        {
            if (!value.StartsWith("null"u8) && !value.StartsWith("\"\""u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves behind the next member of that name, at any depth, and gives the bytes from its value on.</summary>
    internal static bool TryNext(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> quotedName, out ReadOnlySpan<byte> value)
    {
        int at;
        while ((at = rest.IndexOf(quotedName)) >= 0)
        {
            rest = rest[(at + quotedName.Length)..];
            var behind = rest.TrimStart(WhiteSpace);
            if (behind.Length > 0 && behind[0] == (byte)':')
            {
                value = behind[1..].TrimStart(WhiteSpace);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The raw value of a top-level member.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var hit = reader.ValueTextEquals(name);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (hit)
                {
                    value = json[start..(int)reader.BytesConsumed];
                    return true;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Malformed: there is no such member.
        }

        return false;
    }

    /// <summary>True where the bytes are one whole JSON value.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The text of a top-level member that is a string, else null.</summary>
    internal static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        TryFind(json, name, out var value) ? Text(value) : null;

    /// <summary>The text of a JSON string, null for any other value.</summary>
    internal static string? Text(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A top-level member that is a whole number, else null.</summary>
    internal static long? Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!TryFind(json, name, out var value))
        {
            return null;
        }

        if (Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length)
        {
            return number;
        }

        return Utf8Parser.TryParse(value, out double real, out used) && used == value.Length && Math.Abs(real) < 1e15
            ? (long)real
            : null;
    }
}
