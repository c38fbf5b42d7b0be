using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// Usage of chat completions and their siblings: <c>prompt_tokens</c> and <c>completion_tokens</c>, or <c>input_tokens</c> and
/// <c>output_tokens</c> where images and audio are meant (OpenAI API reference, 2026-11).
/// </summary>
internal static class OpenAIChatUsage
{
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer) =>
        TryFind(answer, out var usage) ? Read(usage) : TokenUsage.Unknown;

    /// <summary>The usage object of an answer or chunk: at the top, or where Groq and Moonshot put it.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> usage)
    {
        if (JsonScan.TryFind(json, "usage"u8, out usage) && usage[0] == (byte)'{')
        {
            return true;
        }

        if (JsonScan.TryFind(json, "x_groq"u8, out var vendor) && JsonScan.TryFind(vendor, "usage"u8, out usage) && usage[0] == (byte)'{')
        {
            return true;
        }

        return JsonScan.TryFind(json, "choices"u8, out var choices)
            && choices[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] first
            && JsonScan.TryFind(first, "usage"u8, out usage)
            && usage[0] == (byte)'{';
    }

    internal static TokenUsage Read(ReadOnlySpan<byte> usage)
    {
        var output = JsonScan.Number(usage, "completion_tokens"u8) ?? JsonScan.Number(usage, "output_tokens"u8);
        var input = JsonScan.Number(usage, "prompt_tokens"u8) ?? JsonScan.Number(usage, "input_tokens"u8);
        var reasoning = Detail(usage, "completion_tokens_details"u8, "reasoning_tokens"u8)
            ?? Detail(usage, "output_tokens_details"u8, "reasoning_tokens"u8);

        // Some providers count reasoning beside the completion; their total tells.
        if (reasoning > 0 && JsonScan.Number(usage, "total_tokens"u8) == input + output + reasoning)
        {
            output += reasoning;
        }

        return new TokenUsage
        {
            Input = input,
            Output = output,
            CacheRead = Detail(usage, "prompt_tokens_details"u8, "cached_tokens"u8)
                ?? Detail(usage, "input_tokens_details"u8, "cached_tokens"u8)
                ?? JsonScan.Number(usage, "prompt_cache_hit_tokens"u8)
                ?? JsonScan.Number(usage, "cached_tokens"u8),
            CacheWrite = Detail(usage, "prompt_tokens_details"u8, "cache_write_tokens"u8),
            Reasoning = reasoning,
            Raw = Encoding.UTF8.GetString(usage),
        };
    }

    private static long? Detail(ReadOnlySpan<byte> usage, ReadOnlySpan<byte> details, ReadOnlySpan<byte> name) =>
        JsonScan.TryFind(usage, details, out var found) ? JsonScan.Number(found, name) : null;
}
