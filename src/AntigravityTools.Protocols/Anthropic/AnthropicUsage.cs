using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Usage of a message. <c>input_tokens</c> leaves cached tokens out, so they are added (Anthropic API reference, 2026-11).</summary>
internal static class AnthropicUsage
{
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer) =>
        JsonScan.TryFind(answer, "usage"u8, out var usage) && usage[0] == (byte)'{' ? Read(usage, default) : TokenUsage.Unknown;

    /// <summary>
    /// The usage of a stream from its two reports. Counts are cumulative and some providers name the cache only in one of the two or
    /// write 0 in the other, so the larger number stands.
    /// </summary>
    internal static TokenUsage Read(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        var uncached = Larger(first, last, "input_tokens"u8);
        var read = Larger(first, last, "cache_read_input_tokens"u8);
        var write = Larger(first, last, "cache_creation_input_tokens"u8);
        JsonScan.TryFind(first, "output_tokens_details"u8, out var firstDetails);
        JsonScan.TryFind(last, "output_tokens_details"u8, out var lastDetails);
        return new TokenUsage
        {
            Input = uncached is null && read is null && write is null ? null : (uncached ?? 0) + (read ?? 0) + (write ?? 0),
            Output = Larger(first, last, "output_tokens"u8),
            CacheRead = read,
            CacheWrite = write,
            Reasoning = Larger(firstDetails, lastDetails, "thinking_tokens"u8),
            Raw = Encoding.UTF8.GetString(last.IsEmpty ? first : last),
        };
    }

    private static long? Larger(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last, ReadOnlySpan<byte> name)
    {
        var a = JsonScan.Number(first, name);
        var b = JsonScan.Number(last, name);
        return a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
    }
}
