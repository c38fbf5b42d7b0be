using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>The usage object of image and audio answers; absent where the provider states nothing.</summary>
internal static class OpenAIMediaUsage
{
    internal static void Write(Utf8JsonWriter json, TokenUsage usage, bool typed = false)
    {
        if (usage is not { Input: { } input, Output: { } output })
        {
            return;
        }

        json.WriteStartObject("usage"u8);
        if (typed)
        {
            json.WriteString("type"u8, "tokens"u8);
        }

        json.WriteNumber("input_tokens"u8, input);
        json.WriteNumber("output_tokens"u8, output);
        json.WriteNumber("total_tokens"u8, input + output);
        json.WriteEndObject();
    }
}
