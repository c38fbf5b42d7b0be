using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Changes single values of JSON text and leaves every other byte as it stands: key order, number spelling, white space.
/// The text must be valid JSON with an object at the top, as <see cref="RequestHeadReader"/> has checked.
/// </summary>
public static class JsonSplice
{
    private static readonly byte[] IncludeUsage = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] True = "true"u8.ToArray();

    /// <summary>Writes <paramref name="json"/> with one range replaced.</summary>
    public static void Replace(ReadOnlySpan<byte> json, Range range, ReadOnlySpan<byte> replacement, IBufferWriter<byte> output)
    {
        var (start, length) = range.GetOffsetAndLength(json.Length);
        output.Write(json[..start]);
        output.Write(replacement);
        output.Write(json[(start + length)..]);
    }

    /// <summary>Sets a top-level member: every occurrence is replaced, a missing one becomes the first member.</summary>
    public static void SetMember(ReadOnlySpan<byte> json, string name, ReadOnlyMemory<byte> value, IBufferWriter<byte> output) =>
        Apply(json, EditsToSet(json, name, value), output);

    /// <summary>Sets <c>stream_options.include_usage</c> to true, whatever <c>stream_options</c> is.</summary>
    public static void SetIncludeUsage(ReadOnlySpan<byte> json, IBufferWriter<byte> output) =>
        Apply(json, EditsToIncludeUsage(json), output);

    /// <summary>Writes <paramref name="json"/> with the edits applied; they must not overlap.</summary>
    public static void Apply(ReadOnlySpan<byte> json, List<JsonEdit> edits, IBufferWriter<byte> output)
    {
        // Stable, so that several insertions at one place keep their order.
        var copied = 0;
        foreach (var edit in edits.OrderBy(static edit => edit.Start))
        {
            output.Write(json[copied..edit.Start]);
            output.Write(edit.Replacement.Span);
            copied = edit.Start + edit.Length;
        }

        output.Write(json[copied..]);
    }

    /// <summary>The edits that set a top-level member.</summary>
    public static List<JsonEdit> EditsToSet(ReadOnlySpan<byte> json, string name, ReadOnlyMemory<byte> value)
    {
        var edits = new List<JsonEdit>(1);
        foreach (var (start, length) in Find(json, name))
        {
            edits.Add(new JsonEdit(start, length, value));
        }

        if (edits.Count == 0)
        {
            edits.Add(Insertion(json, name, value));
        }

        return edits;
    }

    /// <summary>The edits that set <c>stream_options.include_usage</c> to true.</summary>
    public static List<JsonEdit> EditsToIncludeUsage(ReadOnlySpan<byte> json)
    {
        var edits = new List<JsonEdit>(1);
        foreach (var (start, length) in Find(json, "stream_options"))
        {
            var options = json.Slice(start, length);
            if (options[0] != (byte)'{')
            {
                edits.Add(new JsonEdit(start, length, IncludeUsage));
                continue;
            }

            foreach (var edit in EditsToSet(options, "include_usage", True))
            {
                edits.Add(edit with { Start = start + edit.Start });
            }
        }

        if (edits.Count == 0)
        {
            edits.Add(Insertion(json, "stream_options", IncludeUsage));
        }

        return edits;
    }

    /// <summary>A text as JSON string, quotes included; only what must be escaped is.</summary>
    public static byte[] Quote(string text)
    {
        var encoded = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        return [(byte)'"', .. encoded, (byte)'"'];
    }

    private static JsonEdit Insertion(ReadOnlySpan<byte> json, string name, ReadOnlyMemory<byte> value)
    {
        var open = json.IndexOf((byte)'{') + 1;
        var isEmpty = json[open..].TrimStart(" \t\r\n"u8) is [(byte)'}', ..];
        byte[] member = [.. Quote(name), (byte)':', .. value.Span, .. isEmpty ? ""u8 : ","u8];
        return new JsonEdit(open, 0, member);
    }

    private static List<(int Start, int Length)> Find(ReadOnlySpan<byte> json, string name)
    {
        var found = new List<(int Start, int Length)>(1);
        var reader = new Utf8JsonReader(json, JsonScan.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var hit = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (hit)
            {
                found.Add((start, (int)reader.BytesConsumed - start));
            }
        }

        return found;
    }
}
