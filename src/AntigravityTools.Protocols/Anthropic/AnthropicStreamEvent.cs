using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>The members of one streamed event, found in one pass. What stands before a break in the JSON counts.</summary>
internal readonly ref struct AnthropicStreamEvent
{
    /// <summary>What happened, by the data's own word or else the frame's.</summary>
    internal ReadOnlySpan<byte> Type { get; private init; }

    /// <summary>The block it is about; 0 where none is named.</summary>
    internal int Index { get; private init; }

    /// <summary>Raw <c>delta</c>; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Delta { get; private init; }

    /// <summary>Raw <c>content_block</c>; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Block { get; private init; }

    internal static AnthropicStreamEvent Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> type = default, delta = default, block = default;
        var index = 0;
        try
        {
            var reader = new Utf8JsonReader(data, JsonScan.Options);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isObject && JsonRead.NextMember(ref reader))
            {
                if (type.IsEmpty && reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    type = reader.TokenType != JsonTokenType.String ? default
                        : reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
                    reader.Skip();
                }
                else if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && Math.Abs(number) < int.MaxValue ? (int)number : 0;
                    reader.Skip();
                }
                else if (delta.IsEmpty && reader.ValueTextEquals("delta"u8))
                {
                    delta = Raw(ref reader, data);
                }
                else if (block.IsEmpty && reader.ValueTextEquals("content_block"u8))
                {
                    block = Raw(ref reader, data);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut or malformed: what came before it stands.
        }

        return new AnthropicStreamEvent { Type = type.IsEmpty ? eventType : type, Index = index, Delta = delta, Block = block };
    }

    private static ReadOnlySpan<byte> Raw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return data[start..(int)reader.BytesConsumed];
    }
}
