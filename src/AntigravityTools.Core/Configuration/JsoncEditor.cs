using System.Text;
using System.Text.Json;

namespace AntigravityTools.Core.Configuration;

/// <summary>Changes single values of JSON text with comments; everything else stays byte for byte.</summary>
public static class JsoncEditor
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Sets the value at a path of object members; missing members and objects are added at the end of their parent.</summary>
    /// <exception cref="JsonException">The text is no JSON with comments; the message names line and byte.</exception>
    /// <exception cref="InvalidOperationException">A member on the way is there but is no object.</exception>
    public static string Set(string text, ReadOnlySpan<string> path, string rawValue)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = Find(bytes, path);
        if (place.Depth == path.Length)
        {
            return Splice(bytes, place.Start, place.End, rawValue);
        }

        if (!place.IsObject)
        {
            throw new InvalidOperationException($"'{string.Join('.', path[..place.Depth])}' is not an object, so '{path[place.Depth]}' can not be set in it.");
        }

        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var unit = IndentOf(bytes) ?? "  ";
        var indent = string.Concat(Enumerable.Repeat(unit, place.Depth + 1));
        var value = rawValue;
        for (var i = path.Length - 1; i > place.Depth; i--)
        {
            value = $"{{ {Quote(path[i])}: {value} }}";
        }

        return Insert(bytes, place, $"{newline}{indent}{Quote(path[place.Depth])}: {value}", newline + string.Concat(Enumerable.Repeat(unit, place.Depth)));
    }

    // What the file uses: the white space before the first member of its outermost object.
    internal static string? IndentOf(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        if (!reader.Read() || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return null;
        }

        var line = bytes.AsSpan(0, (int)reader.TokenStartIndex);
        line = line[(line.LastIndexOf((byte)'\n') + 1)..];
        return line.IsEmpty || line.ContainsAnyExcept((byte)' ', (byte)'\t') ? null : Encoding.UTF8.GetString(line);
    }

    // Before the closing brace, after the last member's comments; the comma goes right behind the last value.
    private static string Insert(byte[] bytes, Place place, string member, string closing)
    {
        var close = place.End - 1;
        var content = close;
        while (content > place.Start + 1 && bytes[content - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            content--;
        }

        var head = Encoding.UTF8.GetString(bytes, 0, content);
        if (place.LastValueEnd is { } last && !place.HasTrailingComma)
        {
            head = Encoding.UTF8.GetString(bytes, 0, last) + "," + Encoding.UTF8.GetString(bytes, last, content - last);
        }

        var tail = Encoding.UTF8.GetString(bytes, content, close - content);
        return head + member + (tail.Contains('\n', StringComparison.Ordinal) ? tail : closing) + Encoding.UTF8.GetString(bytes, close, bytes.Length - close);
    }

    private static string Splice(byte[] bytes, int start, int end, string value) =>
        string.Concat(Encoding.UTF8.GetString(bytes, 0, start), value, Encoding.UTF8.GetString(bytes, end, bytes.Length - end));

    private static string Quote(string name) => $"\"{JsonEncodedText.Encode(name)}\"";

    private static Place Find(byte[] bytes, ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        reader.Read();
        var depth = 0;
        while (true)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartObject || depth == path.Length)
            {
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
                var end = (int)reader.BytesConsumed;
                ReadRest(ref reader);
                return new Place(depth, start, end, isObject, null, false);
            }

            if (!Descend(ref reader, path[depth], out var lastValueEnd))
            {
                var end = (int)reader.BytesConsumed;
                var comma = lastValueEnd is { } last && HasComma(bytes.AsSpan(last, end - 1 - last));
                ReadRest(ref reader);
                return new Place(depth, start, end, true, lastValueEnd, comma);
            }

            depth++;
        }
    }

    // Moves to the value of a member, or to the object's end.
    private static bool Descend(ref Utf8JsonReader reader, string name, out int? lastValueEnd)
    {
        lastValueEnd = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
            lastValueEnd = (int)reader.BytesConsumed;
        }

        return false;
    }

    private static void ReadRest(ref Utf8JsonReader reader)
    {
        // To the end, so that a broken text is refused even where the wanted place was found.
        while (reader.Read())
        {
        }
    }

    private static bool HasComma(ReadOnlySpan<byte> between)
    {
        for (var i = 0; i < between.Length; i++)
        {
            if (between[i] == ',')
            {
                return true;
            }

            if (between[i] == '/' && i + 1 < between.Length)
            {
                var block = between[i + 1] == '*';
                var end = between[i..].IndexOf(block ? "*/"u8 : "\n"u8);
                i = end < 0 ? between.Length : i + end + (block ? 1 : 0);
            }
        }

        return false;
    }

    private readonly record struct Place(int Depth, int Start, int End, bool IsObject, int? LastValueEnd, bool HasTrailingComma);
}
