using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Usage of an answer: candidates leave thoughts out, so they are added; prompt tokens of tool use stand beside the prompt
/// (Gemini API reference, 2026-11). Names are read in camel case and in snake case.
/// </summary>
internal static class GeminiUsage
{
    /// <summary>The usage of an answer, bare, in Code Assist's envelope, or of the last element of an array of chunks.</summary>
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer)
    {
        if (answer.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return GeminiChunk.Read(answer) is { Usage: { IsEmpty: false } usage } ? Read(usage) : TokenUsage.Unknown;
        }

        var last = TokenUsage.Unknown;
        var elements = new JsonArrayFrameReader();
        while (elements.TryRead(answer, endOfInput: true, out var element, out var consumed))
        {
            last = GeminiChunk.Read(element.Data) is { Usage: { IsEmpty: false } usage } && Counts(usage) ? Read(usage) : last;
            answer = answer[consumed..];
        }

        return last;
    }

    /// <summary>False where the object names no tokens, as on Vertex's intermediate chunks, which tell only the traffic type.</summary>
    internal static bool Counts(ReadOnlySpan<byte> usage) =>
        usage.IndexOf("TokenCount"u8) >= 0 || usage.IndexOf("token_count"u8) >= 0;

    internal static TokenUsage Read(ReadOnlySpan<byte> usage)
    {
        var thoughts = Number(usage, "thoughtsTokenCount"u8, "thoughts_token_count"u8);
        return new TokenUsage
        {
            Input = Sum(
                Number(usage, "promptTokenCount"u8, "prompt_token_count"u8),
                Number(usage, "toolUsePromptTokenCount"u8, "tool_use_prompt_token_count"u8)),
            Output = Sum(Number(usage, "candidatesTokenCount"u8, "candidates_token_count"u8), thoughts),
            CacheRead = Number(usage, "cachedContentTokenCount"u8, "cached_content_token_count"u8),
            Reasoning = thoughts,
            Raw = Encoding.UTF8.GetString(usage),
        };
    }

    private static long? Sum(long? a, long? b) => a is null ? b : a + (b ?? 0);

    private static long? Number(ReadOnlySpan<byte> usage, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        JsonScan.Number(usage, camel) ?? JsonScan.Number(usage, snake);
}
