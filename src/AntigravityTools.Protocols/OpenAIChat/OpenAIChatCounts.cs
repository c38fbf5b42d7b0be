using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// The numbers of a <c>usage</c>: <c>prompt_tokens</c> and <c>completion_tokens</c>, or <c>input_tokens</c> and <c>output_tokens</c> where
/// images and audio are meant; what was cached stands in the details, or beside them at DeepSeek and Moonshot (OpenAI API reference, 2026-11).
/// </summary>
internal struct OpenAIChatCounts
{
    private long? _prompt;
    private long? _completion;
    private long? _input;
    private long? _output;
    private long? _total;
    private long? _cacheHit;
    private long? _cached;
    private Details _ofPrompt;
    private Details _ofCompletion;
    private Details _ofInput;
    private Details _ofOutput;

    /// <summary>Reads the object in one pass; of members that come twice the first counts, and what is cut off is absent.</summary>
    internal static OpenAIChatCounts Read(ReadOnlySpan<byte> usage)
    {
        var counts = default(OpenAIChatCounts);
        try
        {
            var reader = new Utf8JsonReader(usage, JsonScan.Options);
            reader.Read();
            while (JsonRead.NextMember(ref reader))
            {
                if (!counts.Takes(ref reader))
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut or malformed: what was read before stands.
        }

        return counts;
    }

    /// <summary>The usage in the gateway's convention.</summary>
    /// <param name="raw">The object's text.</param>
    internal readonly TokenUsage ToUsage(string raw)
    {
        var (input, output) = (_prompt ?? _input, _completion ?? _output);
        var reasoning = _ofCompletion.Reasoning ?? _ofOutput.Reasoning;
        return new TokenUsage
        {
            Input = input,

            // Some providers count reasoning beside the completion; their total tells.
            Output = reasoning > 0 && _total == input + output + reasoning ? output + reasoning : output,
            CacheRead = _ofPrompt.Cached ?? _ofInput.Cached ?? _cacheHit ?? _cached,
            CacheWrite = _ofPrompt.CacheWrite,
            Reasoning = reasoning,
            Raw = raw,
        };
    }

    private bool Takes(ref Utf8JsonReader reader) =>
        Takes(ref reader, "prompt_tokens"u8, ref _prompt)
        || Takes(ref reader, "completion_tokens"u8, ref _completion)
        || Takes(ref reader, "total_tokens"u8, ref _total)
        || Takes(ref reader, "prompt_tokens_details"u8, ref _ofPrompt)
        || Takes(ref reader, "completion_tokens_details"u8, ref _ofCompletion)
        || Takes(ref reader, "input_tokens"u8, ref _input)
        || Takes(ref reader, "output_tokens"u8, ref _output)
        || Takes(ref reader, "input_tokens_details"u8, ref _ofInput)
        || Takes(ref reader, "output_tokens_details"u8, ref _ofOutput)
        || Takes(ref reader, "prompt_cache_hit_tokens"u8, ref _cacheHit)
        || Takes(ref reader, "cached_tokens"u8, ref _cached);

    // False where the member has another name; the reader then still stands on it.
    private static bool Takes(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref long? count)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        count ??= JsonRead.Count(ref reader);
        reader.Skip();
        return true;
    }

    private static bool Takes(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref Details details)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return true;
        }

        while (JsonRead.NextMember(ref reader))
        {
            if (!Takes(ref reader, "cached_tokens"u8, ref details.Cached)
                && !Takes(ref reader, "reasoning_tokens"u8, ref details.Reasoning)
                && !Takes(ref reader, "cache_write_tokens"u8, ref details.CacheWrite))
            {
                reader.Skip();
            }
        }

        return true;
    }

    private struct Details
    {
        internal long? Cached;
        internal long? CacheWrite;
        internal long? Reasoning;
    }
}
