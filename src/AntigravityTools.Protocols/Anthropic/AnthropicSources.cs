using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Sources of images and documents, in and out.</summary>
internal static class AnthropicSources
{
    internal static Part.Media Read(RawJson source, MediaKind kind, string? title, string place)
    {
        var json = source.IsAbsent ? throw new FieldException(place, $"'{place}' is missing.") : source.Utf8.Span;
        var type = JsonScan.Text(json, "type"u8);
        var media = new Part.Media(kind, JsonScan.Text(json, "media_type"u8)) { Name = title };
        return type switch
        {
            "base64" => media with
            {
                Base64 = DataUrl.Normalize(JsonScan.Text(json, "data"u8) ?? "") is { Length: > 0 } data
                    ? data : throw new FieldException($"{place}.data", $"'{place}.data' is not base64."),
            },
            "text" => media with { PlainText = JsonScan.Text(json, "data"u8) ?? "" },
            "url" => media with { Address = JsonScan.Text(json, "url"u8) ?? throw new FieldException($"{place}.url", $"'{place}.url' is missing.") },
            "file" => media with { FileId = JsonScan.Text(json, "file_id"u8) },
            "content" => media with { PlainText = TextOf(json) },
            _ => throw new FieldException($"{place}.type", $"'{place}.type' must be base64, url, text, content or file; it is '{type}'."),
        };
    }

    internal static Fault? Write(Utf8JsonWriter json, Part.Media media, string place)
    {
        if (media.FileId is not null)
        {
            return Refuse(place, "A file id belongs to the provider that made it. Send the file's bytes instead.");
        }

        if (media.Kind is not (MediaKind.Image or MediaKind.Document))
        {
            return Refuse(place, $"Anthropic's models take no {media.Kind}. Leave it out, or use an account of another provider.");
        }

        json.WriteStartObject();
        json.WriteString("type"u8, media.Kind == MediaKind.Image ? "image"u8 : "document"u8);
        json.WriteStartObject("source"u8);
        if (media.PlainText is { } text)
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("media_type"u8, "text/plain"u8);
            json.WriteString("data"u8, text);
        }
        else if (media.Address is { } address)
        {
            json.WriteString("type"u8, "url"u8);
            json.WriteString("url"u8, address);
        }
        else
        {
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, TypeOf(media));
            json.WriteString("data"u8, media.Base64 ?? "");
        }

        json.WriteEndObject();
        if (media is { Kind: MediaKind.Document, Name: { } title })
        {
            json.WriteString("title"u8, title);
        }

        return null;
    }

    // Clients name types that do not exist, or the wrong one; the bytes do not lie.
    private static string TypeOf(Part.Media media) => media.Base64 switch
    {
        { } data when data.StartsWith("iVBORw0K", StringComparison.Ordinal) => "image/png",
        { } data when data.StartsWith("/9j/", StringComparison.Ordinal) => "image/jpeg",
        { } data when data.StartsWith("R0lGOD", StringComparison.Ordinal) => "image/gif",
        { } data when data.StartsWith("UklGR", StringComparison.Ordinal) => "image/webp",
        { } data when data.StartsWith("JVBERi", StringComparison.Ordinal) => "application/pdf",
        _ => media.MediaType switch { "image/jpg" or null => media.Kind == MediaKind.Image ? "image/jpeg" : "application/pdf", var type => type },
    };

    private static string TextOf(ReadOnlySpan<byte> source)
    {
        var text = "";
        var reader = new Utf8JsonReader(source, JsonScan.Options);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                text += reader.TokenType == JsonTokenType.String ? reader.GetString() : "";
            }
        }

        return text;
    }

    private static Fault Refuse(string place, string message) => new() { Kind = FaultKind.Unsupported, Param = place, Message = message };
}
