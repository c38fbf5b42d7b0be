using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Usage of a response: cached and reasoning tokens are parts of the totals (OpenAI API reference, 2026-11).</summary>
internal static class OpenAIResponsesUsage
{
    /// <summary>The usage of a response, or of an event that carries one.</summary>
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer) =>
        TryFind(answer, out var usage) ? Read(usage) : TokenUsage.Unknown;

    internal static bool TryFind(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> usage) =>
        (JsonScan.TryFind(json, "usage"u8, out usage) && usage[0] == (byte)'{')
        || (JsonScan.TryFind(json, "response"u8, out var response)
            && JsonScan.TryFind(response, "usage"u8, out usage)
            && usage[0] == (byte)'{');

    internal static TokenUsage Read(ReadOnlySpan<byte> usage)
    {
        JsonScan.TryFind(usage, "input_tokens_details"u8, out var inputs);
        JsonScan.TryFind(usage, "output_tokens_details"u8, out var outputs);
        var input = JsonScan.Number(usage, "input_tokens"u8);
        var output = JsonScan.Number(usage, "output_tokens"u8);
        var reasoning = JsonScan.Number(outputs, "reasoning_tokens"u8);
        if (reasoning > 0 && JsonScan.Number(usage, "total_tokens"u8) == input + output + reasoning)
        {
            output += reasoning;
        }

        return new TokenUsage
        {
            Input = input,
            Output = output,
            CacheRead = JsonScan.Number(inputs, "cached_tokens"u8),
            CacheWrite = JsonScan.Number(inputs, "cache_write_tokens"u8),
            Reasoning = reasoning,
            Raw = Encoding.UTF8.GetString(usage),
        };
    }
}
