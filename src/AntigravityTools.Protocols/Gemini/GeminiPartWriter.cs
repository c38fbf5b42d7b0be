using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>The forms of a part, for requests and answers alike.</summary>
internal static class GeminiPartWriter
{
    internal static void Text(Utf8JsonWriter json, string text, bool thought, string? signature, Extras? extras = null)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        if (thought)
        {
            json.WriteBoolean("thought"u8, true);
        }

        End(json, signature, extras);
    }

    /// <summary>Writes a call; false where its arguments were no object.</summary>
    internal static bool Call(Utf8JsonWriter json, string? id, string name, ReadOnlySpan<byte> arguments, bool custom, string? signature, Extras? extras = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        if (id is { Length: > 0 })
        {
            json.WriteString("id"u8, id);
        }

        json.WriteString("name"u8, name);
        json.WritePropertyName("args"u8);
        var whole = GeminiArguments.Write(json, arguments, custom);
        json.WriteEndObject();
        End(json, signature, extras);
        return whole;
    }

    internal static void Media(Utf8JsonWriter json, Part.Media media, Extras? extras = null)
    {
        json.WriteStartObject();
        if (media.Base64 is { } data)
        {
            json.WriteStartObject("inlineData"u8);
            json.WriteString("mimeType"u8, GeminiMedia.TypeOf(media) is "image/jpg" ? "image/jpeg" : GeminiMedia.TypeOf(media));
            json.WriteString("data"u8, data);
        }
        else
        {
            json.WriteStartObject("fileData"u8);
            if (media.MediaType is { } type)
            {
                json.WriteString("mimeType"u8, type);
            }

            json.WriteString("fileUri"u8, media.FileId ?? media.Address);
        }

        json.WriteEndObject();
        End(json, null, extras);
    }

    /// <summary>The result's object: a JSON object as it stands, any other text under <c>output</c> or <c>error</c>.</summary>
    internal static void Response(Utf8JsonWriter json, string text, bool isError)
    {
        json.WritePropertyName("response"u8);
        if (!isError && text.AsSpan().TrimStart() is ['{', ..])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (JsonScan.IsWhole(bytes))
            {
                GeminiArguments.WriteCompact(json, bytes.AsSpan().Trim(" \t\r\n"u8));
                return;
            }
        }

        json.WriteStartObject();
        json.WriteString(isError ? "error"u8 : "output"u8, text);
        json.WriteEndObject();
    }

    private static void End(Utf8JsonWriter json, string? signature, Extras? extras)
    {
        if (signature is not null)
        {
            json.WriteString("thoughtSignature"u8, signature);
        }

        ExtrasWriter.Write(json, extras, Protocol.Gemini);
        json.WriteEndObject();
    }
}
