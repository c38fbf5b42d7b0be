using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests;

/// <summary>Reads recorded usage with a JSON DOM and by other rules than the code under test: fields of the provider, summed by hand.</summary>
internal static class UsageOracle
{
    internal static TokenUsage OfStream(RecordedStream stream)
    {
        var usages = Objects(stream).SelectMany(Usages).Where(static u => u.ValueKind == JsonValueKind.Object && HasCounts(u)).ToList();
        return usages.Count == 0 ? TokenUsage.Unknown : Sum(stream.Protocol, stream.Protocol == Protocol.Anthropic ? usages : usages[^1..]);
    }

    internal static TokenUsage OfAnswer(RecordedStream answer)
    {
        using var json = JsonDocument.Parse(answer.Bytes);
        var usages = Usages(json.RootElement.Clone()).Where(static u => u.ValueKind == JsonValueKind.Object && HasCounts(u)).ToList();
        return usages.Count == 0 ? TokenUsage.Unknown : Sum(answer.Protocol, usages[..1]);
    }

    internal static bool IsError(RecordedStream answer)
    {
        using var json = JsonDocument.Parse(answer.Bytes);
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object;
    }

    internal static bool Ends(RecordedStream stream) => stream.Payloads.Any(payload => stream.Protocol switch
    {
        Protocol.OpenAIChat => payload == "[DONE]" || payload.Contains("\"finish_reason\":\"", StringComparison.Ordinal),
        Protocol.OpenAIResponses => payload.Contains("\"type\":\"response.completed\"", StringComparison.Ordinal)
            || payload.Contains("\"type\":\"response.incomplete\"", StringComparison.Ordinal),
        Protocol.Anthropic => payload.Contains("\"message_stop\"", StringComparison.Ordinal),
        _ => payload.Contains("\"finishReason\"", StringComparison.Ordinal) || payload.Contains("\"blockReason\"", StringComparison.Ordinal),
    });

    private static IEnumerable<JsonElement> Objects(RecordedStream stream)
    {
        foreach (var payload in stream.Payloads.Where(static p => p.StartsWith('{')))
        {
            using var json = JsonDocument.Parse(payload);
            yield return json.RootElement.Clone();
        }
    }

    private static IEnumerable<JsonElement> Usages(JsonElement json)
    {
        foreach (var path in new[] { "usage", "usageMetadata", "message.usage", "response.usage", "x_groq.usage", "response.usageMetadata" })
        {
            var at = json;
            if (path.Split('.').All(step => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out at)))
            {
                yield return at;
            }
        }
    }

    private static bool HasCounts(JsonElement usage) => usage.EnumerateObject().Any(static member => member.Value.ValueKind == JsonValueKind.Number);

    private static TokenUsage Sum(Protocol protocol, List<JsonElement> usages)
    {
        long? Max(params string[] path) => usages.Select(u => Number(u, path)).Max();
        switch (protocol)
        {
            case Protocol.Anthropic:
                var (read, write) = (Max("cache_read_input_tokens"), Max("cache_creation_input_tokens"));
                return new TokenUsage
                {
                    Input = Max("input_tokens") + (read ?? 0) + (write ?? 0),
                    Output = Max("output_tokens"),
                    CacheRead = read,
                    CacheWrite = write,
                    Reasoning = Max("output_tokens_details", "thinking_tokens"),
                };
            case Protocol.Gemini:
                return new TokenUsage
                {
                    Input = Max("promptTokenCount") + (Max("toolUsePromptTokenCount") ?? 0),
                    Output = (Max("candidatesTokenCount") ?? Max("thoughtsTokenCount")) is null
                        ? null
                        : (Max("candidatesTokenCount") ?? 0) + (Max("thoughtsTokenCount") ?? 0),
                    CacheRead = Max("cachedContentTokenCount"),
                    Reasoning = Max("thoughtsTokenCount"),
                };
            default:
                var input = Max("prompt_tokens") ?? Max("input_tokens");
                var details = Max("prompt_tokens") is null ? ("input_tokens_details", "output_tokens_details") : ("prompt_tokens_details", "completion_tokens_details");
                return new TokenUsage
                {
                    Input = input,
                    Output = (Max("completion_tokens") ?? Max("output_tokens")) is { } output ? Max("total_tokens") - input ?? output : null,
                    CacheRead = Max(details.Item1, "cached_tokens") ?? Max("prompt_cache_hit_tokens") ?? Max("cached_tokens"),
                    CacheWrite = Max(details.Item1, "cache_write_tokens"),
                    Reasoning = Max(details.Item2, "reasoning_tokens"),
                };
        }
    }

    private static long? Number(JsonElement json, string[] path)
    {
        foreach (var step in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(step, out json))
            {
                return null;
            }
        }

        return json.ValueKind == JsonValueKind.Number ? json.GetInt64() : null;
    }
}
