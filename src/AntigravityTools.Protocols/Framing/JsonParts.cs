using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Takes arrays and objects apart by byte ranges, and cuts parts out with their commas. Every other byte stays.</summary>
internal static class JsonParts
{
    /// <summary>The elements of an array; none where the text is something else.</summary>
    internal static List<JsonPart> Elements(ReadOnlySpan<byte> json)
    {
        var parts = new List<JsonPart>();
        var reader = new Utf8JsonReader(json, JsonScan.Options);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add(new JsonPart(start, start, (int)reader.BytesConsumed, ""));
            }
        }

        return parts;
    }

    /// <summary>The members of an object; none where the text is something else.</summary>
    internal static List<JsonPart> Members(ReadOnlySpan<byte> json)
    {
        var parts = new List<JsonPart>();
        var reader = new Utf8JsonReader(json, JsonScan.Options);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (start, name) = ((int)reader.TokenStartIndex, NameOf(ref reader));
                reader.Read();
                var value = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add(new JsonPart(start, value, (int)reader.BytesConsumed, name));
            }
        }

        return parts;
    }

    // A name whose bytes are no text is none that anybody looks for.
    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>The edits that cut some of a container's parts.</summary>
    /// <param name="parts">All parts of the container, in order.</param>
    /// <param name="cut">Says by place which ones go.</param>
    /// <param name="offset">Where the container's text starts in the whole text.</param>
    /// <param name="edits">Takes the edits.</param>
    internal static void Cut(List<JsonPart> parts, Predicate<int> cut, int offset, List<JsonEdit> edits)
    {
        var lastKept = parts.Count - 1;
        while (lastKept >= 0 && cut(lastKept))
        {
            lastKept--;
        }

        for (var i = 0; i < lastKept; i++)
        {
            if (cut(i))
            {
                edits.Add(new JsonEdit(offset + parts[i].Start, parts[i + 1].Start - parts[i].Start, default));
            }
        }

        if (lastKept < parts.Count - 1)
        {
            var from = lastKept < 0 ? parts[0].Start : parts[lastKept].End;
            edits.Add(new JsonEdit(offset + from, parts[^1].End - from, default));
        }
    }
}
