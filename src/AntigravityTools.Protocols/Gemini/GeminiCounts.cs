using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The numbers of a <c>usageMetadata</c>: candidates leave thoughts out, so they are added; prompt tokens of tool use stand beside the prompt
/// (Gemini API reference, 2026-11). Names are read in camel case and in snake case.
/// </summary>
internal readonly record struct GeminiCounts(long? Prompt, long? ToolUse, long? Candidates, long? Thoughts, long? Cached)
{
    /// <summary>False where no tokens are named, as on Vertex's intermediate chunks, which tell only the traffic type.</summary>
    internal bool Counts => Prompt is not null || ToolUse is not null || Candidates is not null || Thoughts is not null || Cached is not null;

    /// <summary>Reads the object that the reader stands on, in one pass, and leaves it on its end.</summary>
    internal static GeminiCounts Read(ref Utf8JsonReader reader)
    {
        var counts = default(GeminiCounts);
        while (JsonRead.NextMember(ref reader))
        {
            var place = Identify(ref reader);
            reader.Read();
            if (place == 0 || JsonRead.Count(ref reader) is not { } number)
            {
                reader.Skip();
                continue;
            }

            counts = place switch
            {
                1 => counts with { Prompt = number },
                2 => counts with { ToolUse = number },
                3 => counts with { Candidates = number },
                4 => counts with { Thoughts = number },
                _ => counts with { Cached = number },
            };
        }

        return counts;
    }

    /// <summary>The usage in the gateway's convention.</summary>
    /// <param name="raw">The object's text, where it is to be kept.</param>
    internal TokenUsage ToUsage(string? raw) => new()
    {
        Input = Sum(Prompt, ToolUse),
        Output = Sum(Candidates, Thoughts),
        CacheRead = Cached,
        Reasoning = Thoughts,
        Raw = raw,
    };

    private static int Identify(ref Utf8JsonReader reader) =>
        Is(ref reader, "promptTokenCount"u8, "prompt_token_count"u8) ? 1
        : Is(ref reader, "toolUsePromptTokenCount"u8, "tool_use_prompt_token_count"u8) ? 2
        : Is(ref reader, "candidatesTokenCount"u8, "candidates_token_count"u8) ? 3
        : Is(ref reader, "thoughtsTokenCount"u8, "thoughts_token_count"u8) ? 4
        : Is(ref reader, "cachedContentTokenCount"u8, "cached_content_token_count"u8) ? 5
        : 0;

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);

    private static long? Sum(long? a, long? b) => a is null ? b : a + (b ?? 0);
}
