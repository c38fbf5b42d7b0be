using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// <c>logprobs</c> of a choice, in and out. Its <c>content</c> is the array of token objects that Responses has too; those of a refusal are
/// OpenAI Chat's alone.
/// </summary>
internal static class OpenAIChatLogprobs
{
    /// <summary>The raw array of the text's tokens off a reader that stands on the value; empty where there is none.</summary>
    internal static ReadOnlySpan<byte> Read(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> tokens = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return tokens;
        }

        while (JsonRead.NextMember(ref reader))
        {
            var isText = reader.ValueTextEquals("content"u8);
            reader.Read();
            var (start, isArray) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartArray);
            reader.Skip();
            if (isText && isArray)
            {
                tokens = data[start..(int)reader.BytesConsumed];
            }
        }

        return tokens.Contains((byte)'{') ? tokens : default;
    }

    /// <summary>Writes the value of a whole answer: null where no token came.</summary>
    internal static void Write(Utf8JsonWriter json, IEnumerable<AnswerBlock> blocks)
    {
        var tokens = blocks.SelectMany(block => block.Logprobs).ToList();
        if (tokens.Count == 0)
        {
            json.WriteNull("logprobs"u8);
            return;
        }

        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("content"u8);
        foreach (var list in tokens)
        {
            foreach (var token in JsonParts.Elements(list.Utf8.Span))
            {
                json.WriteRawValue(token.In(list.Utf8.Span), skipInputValidation: true);
            }
        }

        json.WriteEndArray();
        json.WriteNull("refusal"u8);
        json.WriteEndObject();
    }

    /// <summary>Writes the end of a chunk that brings tokens and no text.</summary>
    internal static void Write(IBufferWriter<byte> output, RawJson tokens)
    {
        JsonText.Append(output, "},\"logprobs\":{\"content\":"u8);
        JsonText.Append(output, tokens.Utf8.Span);
        JsonText.Append(output, ",\"refusal\":null},\"finish_reason\":null}]"u8);
    }
}
