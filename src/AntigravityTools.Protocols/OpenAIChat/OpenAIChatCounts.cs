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
                counts.Take(ref reader);
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

    private void Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("prompt_tokens"u8))
        {
            Take(ref reader, ref _prompt);
        }
        else if (reader.ValueTextEquals("completion_tokens"u8))
        {
            Take(ref reader, ref _completion);
        }
        else if (reader.ValueTextEquals("total_tokens"u8))
        {
            Take(ref reader, ref _total);
        }
        else if (reader.ValueTextEquals("prompt_tokens_details"u8))
        {
            Take(ref reader, ref _ofPrompt);
        }
        else if (reader.ValueTextEquals("completion_tokens_details"u8))
        {
            Take(ref reader, ref _ofCompletion);
        }
        else if (reader.ValueTextEquals("input_tokens"u8))
        {
            Take(ref reader, ref _input);
        }
        else if (reader.ValueTextEquals("output_tokens"u8))
        {
            Take(ref reader, ref _output);
        }
        else if (reader.ValueTextEquals("input_tokens_details"u8))
        {
            Take(ref reader, ref _ofInput);
        }
        else if (reader.ValueTextEquals("output_tokens_details"u8))
        {
            Take(ref reader, ref _ofOutput);
        }
        else if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8))
        {
            Take(ref reader, ref _cacheHit);
        }
        else if (reader.ValueTextEquals("cached_tokens"u8))
        {
            Take(ref reader, ref _cached);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void Take(ref Utf8JsonReader reader, ref long? count)
    {
        reader.Read();
        count ??= JsonRead.Count(ref reader);
        reader.Skip();
    }

    private static void Take(ref Utf8JsonReader reader, ref Details details)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                Take(ref reader, ref details.Cached);
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                Take(ref reader, ref details.Reasoning);
            }
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
            {
                Take(ref reader, ref details.CacheWrite);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private struct Details
    {
        internal long? Cached;
        internal long? CacheWrite;
        internal long? Reasoning;
    }
}
