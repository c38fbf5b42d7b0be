using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes <c>usage</c>; a provider that reported nothing leaves null.</summary>
internal static class OpenAIChatUsageWriter
{
    internal static void Write(IBufferWriter<byte> output, TokenUsage usage)
    {
        using var json = JsonWriters.Open(output);
        Write(json, usage);
    }

    internal static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        if (usage.Input is null && usage.Output is null)
        {
            json.WriteNullValue();
            return;
        }

        var (input, output) = (usage.Input ?? 0, usage.Output ?? 0);
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens"u8, input);
        json.WriteNumber("completion_tokens"u8, output);
        json.WriteNumber("total_tokens"u8, input + output);
        if (usage.CacheRead is not null || usage.CacheWrite is not null)
        {
            json.WriteStartObject("prompt_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, usage.CacheRead ?? 0);
            if (usage.CacheWrite is { } written)
            {
                json.WriteNumber("cache_write_tokens"u8, written);
            }

            json.WriteEndObject();
        }

        if (usage.Reasoning is { } reasoning)
        {
            json.WriteStartObject("completion_tokens_details"u8);
            json.WriteNumber("reasoning_tokens"u8, reasoning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
