using System.Globalization;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>The fields of an image or audio call, sent as JSON or as a form.</summary>
internal sealed class OpenAIMediaFields
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The files of a form, in order, by field name.</summary>
    internal List<(string Field, Part.Media Media)> Files { get; } = [];

    /// <exception cref="FieldException">The form is none, or is cut.</exception>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    internal static OpenAIMediaFields Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        var fields = new OpenAIMediaFields();
        if (MultipartParts.Boundary(contentType) is { Length: > 0 } boundary)
        {
            fields.ReadForm(boundary, body.Span);
        }
        else
        {
            fields.ReadJson(body.Span);
        }

        return fields;
    }

    /// <summary>A field's text; arrays and objects of a JSON body come as their JSON.</summary>
    internal string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>A field that must be there and not empty.</summary>
    internal string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new FieldException(name, $"'{name}' is missing.");

    internal double? Number(string name) => Text(name) is not { Length: > 0 } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw new FieldException(name, $"'{name}' must be a number.");

    internal bool Flag(string name) => Text(name) is "true" or "True" or "1";

    /// <summary>Notes fields that the target has no word for; those with a value that asks for nothing are not lost.</summary>
    internal void Lose(LossList losses, string why, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name) is { Length: > 0 } value and not ("auto" or "null"))
            {
                losses.Dropped(name, value.Length <= 40 ? $"{why} ('{value}')" : why);
            }
        }
    }

    private void ReadForm(string boundary, ReadOnlySpan<byte> body)
    {
        var parts = MultipartParts.Read(boundary, body) ?? throw new FieldException("body", "The request body is not a whole multipart form.");
        foreach (var part in parts)
        {
            if (part.FileName is null)
            {
                _texts.TryAdd(part.Name, Encoding.UTF8.GetString(body[part.Value]));
                continue;
            }

            var media = new Part.Media(KindOf(part.ContentType), part.ContentType) { Base64 = Convert.ToBase64String(body[part.Value]), Name = part.FileName };
            Files.Add((part.Name, media));
        }
    }

    private void ReadJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var text = reader.TokenType == JsonTokenType.String ? JsonRead.Text(ref reader, name)! : "";
            reader.Skip();
            _texts[name] = reader.TokenType == JsonTokenType.String ? text : Encoding.UTF8.GetString(body[start..(int)reader.BytesConsumed]);
        }
    }

    private static MediaKind KindOf(string? type) =>
        type is not null && type.StartsWith("audio/", StringComparison.Ordinal) ? MediaKind.Audio
        : type is not null && type.StartsWith("video/", StringComparison.Ordinal) ? MediaKind.Video
        : MediaKind.Image;
}
