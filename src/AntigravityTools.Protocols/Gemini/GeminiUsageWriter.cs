using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes <c>usageMetadata</c>; what is unknown stays absent.</summary>
internal static class GeminiUsageWriter
{
    internal static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        if (usage is { Input: null, Output: null })
        {
            return;
        }

        json.WriteStartObject("usageMetadata"u8);
        Number(json, "promptTokenCount"u8, usage.Input);
        Number(json, "cachedContentTokenCount"u8, usage.CacheRead);
        Number(json, "candidatesTokenCount"u8, usage.Output is { } output ? Math.Max(0, output - (usage.Reasoning ?? 0)) : null);
        Number(json, "thoughtsTokenCount"u8, usage.Reasoning);
        Number(json, "totalTokenCount"u8, (usage.Input ?? 0) + (usage.Output ?? 0));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
