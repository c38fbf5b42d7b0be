using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>The type of a typed stream event, which its data repeats: clients read either one.</summary>
internal static class EventTypes
{
    /// <summary>The frame's event name, or the data's <c>type</c> where the frame has none; empty where neither says.</summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType)
    {
        if (!eventType.IsEmpty && !eventType.SequenceEqual("message"u8))
        {
            return eventType;
        }

        try
        {
            // Not final: the type mostly comes first, and what is cut behind it does not matter here.
            var reader = new Utf8JsonReader(data, isFinalBlock: false, new JsonReaderState(JsonScan.Options));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var hit = reader.ValueTextEquals("type"u8);
                if (hit && reader.Read())
                {
                    return reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
                }

                if (!reader.TrySkip())
                {
                    return default;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Malformed: it has no type.
        }

        return default;
    }
}
