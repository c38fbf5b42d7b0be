using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes what a user or the operator says: a string where it is one text, else parts.</summary>
internal static class OpenAIChatPartWriter
{
    internal static Fault? WriteContent(Utf8JsonWriter json, ImmutableArray<Part> parts, string place, LossList losses)
    {
        if (parts is [Part.Text only])
        {
            Hint(only, only.Place ?? place, losses);
            json.WriteString("content"u8, only.Value);
            return null;
        }

        json.WriteStartArray("content"u8);
        for (var i = 0; i < parts.Length; i++)
        {
            var at = parts[i].Place ?? $"{place}[{i}]";
            Hint(parts[i], at, losses);
            if (WritePart(json, parts[i], at, losses) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }

    private static Fault? WritePart(Utf8JsonWriter json, Part part, string place, LossList losses)
    {
        switch (part)
        {
            case Part.Text text:
                WriteText(json, text.Value, text.Extras);
                return null;
            case Part.Refusal refusal:
                WriteText(json, refusal.Value, null);
                return null;
            case Part.Media media:
                return WriteMedia(json, media, place, losses);
            case Part.Opaque { Protocol: Protocol.OpenAIChat } own:
                json.WriteRawValue(own.Json.Utf8.Span, skipInputValidation: true);
                return null;
            default:
                losses.Dropped(place, "openai-chat has no such part");
                return null;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text, Extras? extras)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        ExtrasWriter.Write(json, extras, Protocol.OpenAIChat);
        json.WriteEndObject();
    }

    private static Fault? WriteMedia(Utf8JsonWriter json, Part.Media media, string place, LossList losses)
    {
        if (media.FileId is not null)
        {
            return Refuse(place, "A file id belongs to the provider that made it. Send the file's bytes instead.");
        }

        switch (media.Kind)
        {
            case MediaKind.Image:
                json.WriteStartObject();
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, media.Address ?? $"data:{media.MediaType ?? "image/png"};base64,{media.Base64}");
                if (media.Detail is { } detail)
                {
                    json.WriteString("detail"u8, detail);
                }

                json.WriteEndObject();
                json.WriteEndObject();
                return null;
            case MediaKind.Document when media.PlainText is { } plain:
                WriteText(json, media.Name is { } title ? $"{title}\n\n{plain}" : plain, null);
                losses.Emulated(place, "openai-chat has no text documents; the text goes as text");
                return null;
            case MediaKind.Document:
                json.WriteStartObject();
                json.WriteString("type"u8, "file"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("filename"u8, media.Name ?? "document.pdf");
                json.WriteString("file_data"u8, $"data:{media.MediaType ?? "application/pdf"};base64,{media.Base64}");
                json.WriteEndObject();
                json.WriteEndObject();
                return null;
            case MediaKind.Audio when FormatOf(media.MediaType) is { } format:
                json.WriteStartObject();
                json.WriteString("type"u8, "input_audio"u8);
                json.WriteStartObject("input_audio"u8);
                json.WriteString("data"u8, media.Base64);
                json.WriteString("format"u8, format);
                json.WriteEndObject();
                json.WriteEndObject();
                return null;
            default:
                return Refuse(place, $"openai-chat takes no {media.Kind} of type '{media.MediaType}'. Audio goes as wav or mp3, images and PDF as they are.");
        }
    }

    private static string? FormatOf(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        _ => null,
    };

    private static void Hint(Part part, string place, LossList losses)
    {
        if (part.CacheHint)
        {
            losses.Dropped($"{place}.cache_control", "the upstream caches prompts by itself");
        }
    }

    private static Fault Refuse(string place, string message) => new() { Kind = FaultKind.Unsupported, Param = place, Message = message };
}
