using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Core.Upstreams.Vertex;

/// <summary>Anthropic's request as Vertex takes it: the model stands in the path, the version in the body. All other bytes stay.</summary>
internal static class VertexBody
{
    private const string Version = "vertex-2023-10-16";

    /// <summary>The body to send; the client's own where it is no JSON object, so that the provider says what is wrong with it.</summary>
    /// <param name="body">The body in Anthropic's own form.</param>
    /// <param name="keepModel">True where the path names no model, as for token counts.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body, bool keepModel)
    {
        try
        {
            var output = new ArrayBufferWriter<byte>(body.Length + 48);
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return body;
            }

            output.Write("{\"anthropic_version\":"u8);
            output.Write(JsonSplice.Quote(Version));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var dropped = reader.ValueTextEquals("anthropic_version"u8) || (!keepModel && reader.ValueTextEquals("model"u8));
                var start = (int)reader.TokenStartIndex;
                reader.Read();
                reader.Skip();
                if (!dropped)
                {
                    output.Write(","u8);
                    output.Write(body.Span[start..(int)reader.BytesConsumed]);
                }
            }

            output.Write("}"u8);
            return output.WrittenMemory;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
