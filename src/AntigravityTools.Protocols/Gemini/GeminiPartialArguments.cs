using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Arguments that come in pieces, each with the JSONPath of the value it belongs to (Vertex AI, <c>partialArgs</c>, 2026-11). A path names
/// members and list places only; what it names can not be anything but a place in this one tree.
/// </summary>
internal sealed class GeminiPartialArguments
{
    private const int MostSteps = 64;
    private const int MostNodes = 100_000;
    private readonly GeminiArgumentNode _root = new();
    private int _nodes;

    /// <summary>Applies a list of pieces; false where one can not be understood.</summary>
    internal bool Apply(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject || !ApplyOne(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The arguments as one JSON object.</summary>
    internal byte[] ToJson()
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = JsonWriters.Open(output))
        {
            _root.Write(json, isRoot: true);
        }

        return output.WrittenSpan.ToArray();
    }

    private bool ApplyOne(ref Utf8JsonReader reader)
    {
        string? path = null;
        string? text = null;
        byte[]? raw = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = CamelCase.Of(reader.GetString()!);
            reader.Read();
            switch (name)
            {
                case "jsonPath":
                    path = JsonRead.Text(ref reader, name);
                    break;
                case "stringValue":
                    text = JsonRead.Text(ref reader, name);
                    break;
                case "numberValue" when reader.TokenType == JsonTokenType.Number:
                    raw = reader.ValueSpan.ToArray();
                    break;
                case "boolValue" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    raw = reader.ValueSpan.ToArray();
                    break;
                case "nullValue":
                    raw = "null"u8.ToArray();
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (path is null || Find(path) is not { } node)
        {
            return false;
        }

        return text is not null ? node.Append(text) : raw is null || node.Set(raw);
    }

    // $.a.b[0]['c d']
    private GeminiArgumentNode? Find(string path)
    {
        if (!path.StartsWith('$'))
        {
            return null;
        }

        var at = _root;
        var rest = path.AsSpan(1);
        for (var step = 0; !rest.IsEmpty; step++)
        {
            if (step == MostSteps || _nodes > MostNodes || Step(ref rest) is not (var name, var place))
            {
                return null;
            }

            if ((name is not null ? at.Member(name, ref _nodes) : at.Element(place, ref _nodes)) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return ReferenceEquals(at, _root) ? null : at;
    }

    private static (string? Name, int Place)? Step(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAny('.', '[');
            var name = end < 0 ? rest[1..] : rest[1..(end + 1)];
            rest = end < 0 ? default : rest[(end + 1)..];
            return name.IsEmpty ? null : (name.ToString(), 0);
        }

        if (rest.Length < 3 || rest[0] != '[')
        {
            return null;
        }

        if (rest[1] is '\'' or '"')
        {
            var end = rest[2..].IndexOf([rest[1], ']']);
            if (end < 0)
            {
                return null;
            }

            var name = rest[2..(end + 2)].ToString();
            rest = rest[(end + 4)..];
            return (name, 0);
        }

        var close = rest.IndexOf(']');
        if (close < 0 || !int.TryParse(rest[1..close], System.Globalization.NumberStyles.None, null, out var place))
        {
            return null;
        }

        rest = rest[(close + 1)..];
        return (null, place);
    }
}
