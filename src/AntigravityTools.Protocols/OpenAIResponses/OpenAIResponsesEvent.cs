using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>One event of a response's stream, read in one pass; raw members are slices of the frame.</summary>
internal ref struct OpenAIResponsesEvent
{
    /// <summary>The event's type.</summary>
    internal ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>Which output item it is about; -1 where the event does not say.</summary>
    internal int OutputIndex { get; private set; }

    /// <summary>Which part of the item's content or summary.</summary>
    internal int PartIndex { get; private set; }

    /// <summary>The raw text of the item's id; it may be another one on every event.</summary>
    internal ReadOnlySpan<byte> ItemId { get; private set; }

    /// <summary>A piece of text.</summary>
    internal string? Delta { get; private set; }

    /// <summary>A whole text: of a part, of arguments, of an input.</summary>
    internal string? Whole { get; private set; }

    /// <summary>The raw <c>item</c>.</summary>
    internal ReadOnlySpan<byte> Item { get; private set; }

    /// <summary>The raw <c>part</c>.</summary>
    internal ReadOnlySpan<byte> Part { get; private set; }

    /// <summary>The raw <c>logprobs</c>; empty where no token is in it.</summary>
    internal ReadOnlySpan<byte> Logprobs { get; private set; }

    /// <summary>The raw <c>annotation</c>.</summary>
    internal ReadOnlySpan<byte> Annotation { get; private set; }

    /// <summary>The raw <c>response</c>.</summary>
    internal ReadOnlySpan<byte> Response { get; private set; }

    /// <summary>Reads a frame; false where it is not a whole JSON object.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, out OpenAIResponsesEvent item)
    {
        var read = new OpenAIResponsesEvent { OutputIndex = -1, Type = eventType };
        item = read;
        try
        {
            var reader = new Utf8JsonReader(data, JsonScan.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (JsonRead.NextMember(ref reader))
            {
                read.ReadMember(ref reader, data);
            }

            item = read;
            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void ReadMember(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var name = reader.ValueSpan;
        reader.Read();
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8):
                // The data's own word counts more than the frame's: several clients read nothing else.
                Type = reader.TokenType == JsonTokenType.String ? SliceOf(ref reader, data) : Type;
                break;
            case 5 when name.SequenceEqual("delta"u8):
                Delta = TextOf(ref reader);
                break;
            case 7 when name.SequenceEqual("item_id"u8):
                ItemId = reader.TokenType == JsonTokenType.String ? SliceOf(ref reader, data) : default;
                break;
            case 12 when name.SequenceEqual("output_index"u8):
                OutputIndex = NumberOf(ref reader);
                break;
            case 13 when name.SequenceEqual("content_index"u8) || name.SequenceEqual("summary_index"u8):
                PartIndex = Math.Max(0, NumberOf(ref reader));
                break;
            case 4 when name.SequenceEqual("text"u8):
            case 5 when name.SequenceEqual("input"u8):
            case 7 when name.SequenceEqual("refusal"u8):
            case 9 when name.SequenceEqual("arguments"u8):
                Whole = TextOf(ref reader);
                break;
            case 4 when name.SequenceEqual("item"u8):
                Item = ObjectOf(ref reader, data);
                break;
            case 4 when name.SequenceEqual("part"u8):
                Part = ObjectOf(ref reader, data);
                break;
            case 8 when name.SequenceEqual("response"u8):
                Response = ObjectOf(ref reader, data);
                break;
            case 8 when name.SequenceEqual("logprobs"u8):
                Logprobs = TokensOf(ref reader, data);
                break;
            case 10 when name.SequenceEqual("annotation"u8):
                Annotation = ObjectOf(ref reader, data);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static ReadOnlySpan<byte> SliceOf(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data) =>
        data[((int)reader.TokenStartIndex + 1)..((int)reader.BytesConsumed - 1)];

    private static int NumberOf(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0)
        {
            return number;
        }

        reader.Skip();
        return -1;
    }

    private static ReadOnlySpan<byte> ObjectOf(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isObject ? data[start..(int)reader.BytesConsumed] : default;
    }

    private static ReadOnlySpan<byte> TokensOf(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var (start, isArray) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartArray);
        reader.Skip();
        var tokens = data[start..(int)reader.BytesConsumed];
        return isArray && tokens.Contains((byte)'{') ? tokens : default;
    }

    private static string? TextOf(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return LooseText.Read(ref reader);
        }

        reader.Skip();
        return null;
    }
}
