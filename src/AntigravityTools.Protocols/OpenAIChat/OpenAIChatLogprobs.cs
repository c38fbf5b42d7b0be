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
    /// <param name="reader">Stands on the value.</param>
    /// <param name="data">What the reader reads.</param>
    /// <param name="refusal">The tokens of the refusal, in the same form.</param>
    internal static ReadOnlySpan<byte> Read(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> refusal)
    {
        ReadOnlySpan<byte> tokens = refusal = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return tokens;
        }

        while (JsonRead.NextMember(ref reader))
        {
            var isText = reader.ValueTextEquals("content"u8);
            var isRefusal = reader.ValueTextEquals("refusal"u8);
            reader.Read();
            var (start, isArray) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartArray);
            reader.Skip();
            var list = isArray ? data[start..(int)reader.BytesConsumed] : default;
            if (!list.Contains((byte)'{'))
            {
                continue;
            }

            tokens = isText ? list : tokens;
            refusal = isRefusal ? list : refusal;
        }

        return tokens;
    }

    /// <summary>Writes the value of a whole answer: null where no token came.</summary>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<AnswerBlock> blocks)
    {
        if (blocks.All(block => block.Logprobs.IsEmpty))
        {
            json.WriteNull("logprobs"u8);
            return;
        }

        json.WriteStartObject("logprobs"u8);
        WriteTokens(json, "content"u8, blocks.Where(block => block.Kind != BlockKind.Refusal));
        WriteTokens(json, "refusal"u8, blocks.Where(block => block.Kind == BlockKind.Refusal));
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<AnswerBlock> blocks)
    {
        var tokens = blocks.SelectMany(block => block.Logprobs).ToList();
        if (tokens.Count == 0)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var list in tokens)
        {
            foreach (var token in JsonParts.Elements(list.Utf8.Span))
            {
                json.WriteRawValue(token.In(list.Utf8.Span), skipInputValidation: true);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the end of a chunk that brings tokens and no text.</summary>
    internal static void Write(IBufferWriter<byte> output, RawJson tokens, bool isRefusal)
    {
        JsonText.Append(output, isRefusal ? "},\"logprobs\":{\"content\":null,\"refusal\":"u8 : "},\"logprobs\":{\"content\":"u8);
        JsonText.Append(output, tokens.Utf8.Span);
        JsonText.Append(output, isRefusal ? "},\"finish_reason\":null}]"u8 : ",\"refusal\":null},\"finish_reason\":null}]"u8);
    }
}
