using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>The fields of one candidate in a chunk. Its index may stand behind its content, so the content is read afterwards.</summary>
internal ref struct GeminiCandidateFields
{
    private const int MostCandidates = 1000;

    /// <summary>A reader that stands on the content; on nothing where there is none.</summary>
    internal Utf8JsonReader Content { get; private set; }

    internal int Index { get; private set; }

    internal string? Reason { get; private set; }

    internal string? Message { get; private set; }

    /// <summary>Where <c>groundingMetadata</c> stands; empty where there is none.</summary>
    internal Range Grounding { get; private set; }

    /// <summary>Where <c>citationMetadata</c> stands; empty where there is none.</summary>
    internal Range Citations { get; private set; }

    /// <summary>Where <c>logprobsResult</c> stands; empty where there is none.</summary>
    internal Range Logprobs { get; private set; }

    /// <param name="reader">Stands on the candidate.</param>
    /// <param name="place">Its place in the list, which is its index where it names none.</param>
    internal static GeminiCandidateFields Read(ref Utf8JsonReader reader, int place)
    {
        var fields = new GeminiCandidateFields { Index = place };
        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                fields.Content = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                fields.Index = (int)Math.Clamp(JsonRead.Integer(ref reader, "index") ?? place, 0, MostCandidates);
            }
            else if (Is(ref reader, "finishReason"u8, "finish_reason"u8))
            {
                reader.Read();
                fields.Reason = JsonRead.Text(ref reader, "finishReason");
            }
            else if (Is(ref reader, "finishMessage"u8, "finish_message"u8))
            {
                reader.Read();
                fields.Message = JsonRead.Text(ref reader, "finishMessage");
            }
            else if (Is(ref reader, "groundingMetadata"u8, "grounding_metadata"u8))
            {
                fields.Grounding = Raw(ref reader);
            }
            else if (Is(ref reader, "citationMetadata"u8, "citation_metadata"u8))
            {
                fields.Citations = Raw(ref reader);
            }
            else if (Is(ref reader, "logprobsResult"u8, "logprobs_result"u8))
            {
                fields.Logprobs = Raw(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return fields;
    }

    private static Range Raw(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isObject ? start..(int)reader.BytesConsumed : default;
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);
}
