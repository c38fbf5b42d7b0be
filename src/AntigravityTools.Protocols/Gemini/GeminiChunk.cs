using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// What one <c>GenerateContentResponse</c> tells a tap. Read by structure, not by search: the arguments of a function call are JSON of
/// the model's own making and may hold any name.
/// </summary>
internal ref struct GeminiChunk
{
    private ReadOnlySpan<byte> _json;

    /// <summary>True where a part says something.</summary>
    internal bool HasContent { get; private set; }

    /// <summary>True where a candidate has a finish reason, or the prompt was blocked.</summary>
    internal bool Ends { get; private set; }

    /// <summary>True where the chunk is an error.</summary>
    internal bool IsError { get; private set; }

    /// <summary>The raw usage object; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Usage { get; private set; }

    /// <summary>Reads a chunk, bare or in Code Assist's envelope; a cut or malformed one tells nothing.</summary>
    internal static GeminiChunk Read(ReadOnlySpan<byte> json)
    {
        var chunk = new GeminiChunk { _json = json };
        try
        {
            var reader = new Utf8JsonReader(json, JsonScan.Options);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                chunk.ReadResponse(ref reader);
            }

            return chunk;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private void ReadResponse(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "candidates"u8, "candidates"u8))
            {
                ReadCandidates(ref reader);
            }
            else if (Is(ref reader, "usageMetadata"u8, "usage_metadata"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
                Usage = isObject ? _json[start..(int)reader.BytesConsumed] : default;
            }
            else if (Is(ref reader, "promptFeedback"u8, "prompt_feedback"u8))
            {
                ReadFeedback(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                IsError = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadResponse(ref reader);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadFeedback(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Ends |= Is(ref reader, "blockReason"u8, "block_reason"u8) && HasValue(ref reader);
            reader.Skip();
        }
    }

    private void ReadCandidates(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("content"u8))
                {
                    ReadContent(ref reader);
                }
                else
                {
                    Ends |= Is(ref reader, "finishReason"u8, "finish_reason"u8) && HasValue(ref reader);
                    reader.Skip();
                }
            }
        }
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("parts"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPart(ref reader);
            }
        }
    }

    /// <summary>An empty text says nothing, unless a thought signature stands beside it.</summary>
    private void ReadPart(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            HasContent |= !reader.ValueTextEquals("thought"u8) && HasValue(ref reader);
            reader.Skip();
        }
    }

    /// <summary>Moves to the member's value; false where it is null or an empty string.</summary>
    private static bool HasValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is not JsonTokenType.Null && !(reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty);
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);
}
