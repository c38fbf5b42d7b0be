using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads a message's content: a string, null, or parts.</summary>
internal static class OpenAIChatPartReader
{
    internal static ImmutableArray<Part> ReadContent(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return [];
            case JsonTokenType.String:
                return JsonRead.Text(ref reader, place) is { Length: > 0 } text ? [new Part.Text(text) { Place = place }] : [];
            case JsonTokenType.StartArray:
                break;
            default:
                throw new FieldException(place, $"'{place}' must be a string or an array of parts.");
        }

        var parts = ImmutableArray.CreateBuilder<Part>();
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            var at = $"{place}[{i}]";
            parts.Add(reader.TokenType == JsonTokenType.String
                ? new Part.Text(JsonRead.Text(ref reader, at)!) { Place = at }
                : ReadPart(ref reader, body, at));
        }

        return parts.ToImmutable();
    }

    private static Part ReadPart(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var start = (int)reader.TokenStartIndex;
        var extras = new ExtrasBuilder(Protocol.OpenAIChat);
        string? type = null;
        Part? part = null;
        var cached = false;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            var path = $"{place}.{name}";
            reader.Read();
            switch (name)
            {
                case "type":
                    type = JsonRead.Text(ref reader, path);
                    break;
                case "text":
                    part = new Part.Text(JsonRead.Text(ref reader, path) ?? "");
                    break;
                case "refusal":
                    part = new Part.Refusal(JsonRead.Text(ref reader, path) ?? "");
                    break;
                case "image_url":
                    part = ReadImage(ref reader, path);
                    break;
                case "input_audio":
                    part = ReadAudio(ref reader, path);
                    break;
                case "file":
                    part = ReadFile(ref reader, path);
                    break;
                case "prompt_cache_breakpoint" or "cache_control":
                    cached = reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
                    reader.Skip();
                    break;
                default:
                    extras.Add(name, ref reader, body);
                    break;
            }
        }

        if (part is not null)
        {
            part = part with { CacheHint = cached, Extras = extras.Build(), Place = place };
        }
        else if (type is not ("text" or "refusal"))
        {
            part = new Part.Opaque(Protocol.OpenAIChat, new RawJson(body[start..(int)reader.BytesConsumed])) { Place = place };
        }

        return part ?? throw new FieldException($"{place}.{type}", $"'{place}.{type}' is missing.");
    }

    private static Part.Media ReadImage(ref Utf8JsonReader reader, string place)
    {
        string? url = null, detail = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            url = reader.GetString();
        }
        else
        {
            JsonRead.ExpectObject(ref reader, place);
            while (JsonRead.NextMember(ref reader))
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "url":
                        url = JsonRead.Text(ref reader, $"{place}.url");
                        break;
                    case "detail":
                        detail = JsonRead.Text(ref reader, $"{place}.detail");
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }

        if (string.IsNullOrEmpty(url))
        {
            throw new FieldException($"{place}.url", $"'{place}.url' is missing.");
        }

        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return new Part.Media(MediaKind.Image, null) { Address = url, Detail = detail };
        }

        return DataUrl.Parse(url) is { } data
            ? new Part.Media(MediaKind.Image, data.MediaType ?? "image/png") { Base64 = data.Base64, Detail = detail }
            : throw new FieldException($"{place}.url", $"'{place}.url' is a data URL whose data is not base64.");
    }

    private static Part.Media ReadAudio(ref Utf8JsonReader reader, string place)
    {
        string? data = null, format = null;
        JsonRead.ExpectObject(ref reader, place);
        while (JsonRead.NextMember(ref reader))
        {
            var isData = reader.ValueTextEquals("data"u8);
            var isFormat = reader.ValueTextEquals("format"u8);
            reader.Read();
            data = isData ? JsonRead.Text(ref reader, $"{place}.data") : data;
            format = isFormat ? JsonRead.Text(ref reader, $"{place}.format") : format;
            reader.Skip();
        }

        return new Part.Media(MediaKind.Audio, format == "mp3" ? "audio/mpeg" : $"audio/{format ?? "wav"}")
        {
            Base64 = DataUrl.Normalize(data ?? "") ?? throw new FieldException($"{place}.data", $"'{place}.data' is not base64."),
        };
    }

    private static Part.Media ReadFile(ref Utf8JsonReader reader, string place)
    {
        string? data = null, id = null, name = null;
        JsonRead.ExpectObject(ref reader, place);
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "file_data":
                    data = JsonRead.Text(ref reader, $"{place}.file_data");
                    break;
                case "file_id":
                    id = JsonRead.Text(ref reader, $"{place}.file_id");
                    break;
                case "filename":
                    name = JsonRead.Text(ref reader, $"{place}.filename");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (id is not null)
        {
            return new Part.Media(MediaKind.Document, null) { FileId = id, Name = name };
        }

        if (DataUrl.Parse(data ?? "") is { } url)
        {
            return new Part.Media(MediaKind.Document, url.MediaType ?? "application/pdf") { Base64 = url.Base64, Name = name };
        }

        return DataUrl.Normalize(data ?? "") is { Length: > 0 } bare
            ? new Part.Media(MediaKind.Document, "application/pdf") { Base64 = bare, Name = name }
            : throw new FieldException($"{place}.file_data", $"'{place}.file_data' must be a base64 data URL.");
    }
}
