using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Writes <c>usage</c>: cached tokens stand beside the input, not in it.</summary>
internal static class AnthropicUsageWriter
{
    internal static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        var (read, write) = (usage.CacheRead ?? 0, usage.CacheWrite ?? 0);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, Math.Max(0, (usage.Input ?? 0) - read - write));
        json.WriteNumber("cache_creation_input_tokens"u8, write);
        json.WriteNumber("cache_read_input_tokens"u8, read);
        json.WriteNumber("output_tokens"u8, usage.Output ?? 0);
        if (usage.Reasoning is { } thinking)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, thinking);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
