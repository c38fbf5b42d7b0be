using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Reads error answers in every shape that providers and the proxies before them use: an <c>error</c> object or text, the same in an
/// array, in an SSE frame or inside a failed response; bare text; HTML; nothing. Never throws.
/// </summary>
internal static class ErrorBodyReader
{
    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n\uFEFF"u8;

    internal static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        var error = new ErrorBody();
        var text = body.Trim(WhiteSpace);
        if (text.IsEmpty)
        {
            return error;
        }

        switch (text[0])
        {
            case (byte)'{' or (byte)'[':
                ReadJson(text, error);
                break;
            case (byte)'<':
                error.IsHtml = true;
                break;
            case (byte)'"':
                error.Message = JsonScan.Text(text);
                break;
            default:
                ReadFrameOrText(text, error);
                break;
        }

        ErrorBodyUnwrap.Apply(error);
        return error;
    }

    private static void ReadFrameOrText(ReadOnlySpan<byte> text, ErrorBody error)
    {
        if (text.StartsWith("data:"u8) || text.StartsWith("event:"u8) || text[0] == (byte)':')
        {
            var frames = new SseFrameReader();
            while (frames.TryRead(text, endOfInput: true, out var frame, out var consumed))
            {
                if (frame.Data.TrimStart(WhiteSpace) is [(byte)'{' or (byte)'[', ..] data)
                {
                    ReadJson(data, error);
                    return;
                }

                text = text[consumed..];
            }
        }

        error.Message = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 8192)]);
    }

    internal static void ReadJson(ReadOnlySpan<byte> json, ErrorBody error)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonScan.Options);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
            }

            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, error);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut or malformed: what was read so far stands.
        }

        error.Message ??= error.IsError || error.Type is not null
            ? null
            : Encoding.UTF8.GetString(json[..Math.Min(json.Length, 8192)]);
    }

    private static void ReadObject(ref Utf8JsonReader reader, ErrorBody error)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member, reader.TokenType)
            {
                case ("error" or "response" or "errors", JsonTokenType.StartObject):
                    error.IsError |= member != "response";
                    ReadObject(ref reader, error);
                    break;
                case ("error", JsonTokenType.String):
                    error.IsError = true;
                    error.Message ??= reader.GetString();
                    break;
                case ("message" or "detail" or "error_description" or "msg", JsonTokenType.String):
                    error.Message = reader.GetString();
                    break;
                case ("type" or "status", JsonTokenType.String):
                    ReadType(reader.GetString()!, error);
                    break;
                case ("code" or "status", JsonTokenType.Number):
                    error.Status = reader.TryGetInt32(out var status) ? status : error.Status;
                    break;
                case ("resets_in_seconds" or "retry_after", JsonTokenType.Number):
                    error.RetryAfter = reader.TryGetDouble(out var seconds) && seconds is >= 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : error.RetryAfter;
                    break;
                case ("code", JsonTokenType.String):
                    error.Code = reader.GetString();
                    break;
                case ("param", JsonTokenType.String):
                    error.Param = reader.GetString();
                    break;
                case ("metadata", JsonTokenType.StartObject):
                    ReadMetadata(ref reader, error);
                    break;
                case ("details", JsonTokenType.StartArray):
                    ErrorDetailsReader.Read(ref reader, error);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    // OpenRouter: its own sentence says only that a provider failed; what that one said stands here, as text.
    private static void ReadMetadata(ref Utf8JsonReader reader, ErrorBody error)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRaw = reader.ValueTextEquals("raw"u8);
            reader.Read();
            if (isRaw && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } raw)
            {
                error.Raw = raw;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadType(string type, ErrorBody error)
    {
        if (type == "error")
        {
            error.IsError = true;
        }
        else if (type is not ("response.failed" or "failed" or "response"))
        {
            error.Type = type;
        }
    }
}
