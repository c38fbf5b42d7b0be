using System.Runtime.InteropServices;
using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>POST /v1/embeddings</c>: floats, or little-endian float32 in base64.</summary>
internal static class EmbeddingsEndpoint
{
    public static ValueTask<WireReply> ServeAsync(Exchange exchange)
    {
        if (OpenAiChecks.Refusal(exchange, "input") is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var inputs = Inputs(exchange.Body.GetProperty("input")).ToList();
        var base64 = exchange.Body.Text("encoding_format") == "base64";
        var dimensions = exchange.Body.Int("dimensions") ?? (exchange.Model.Contains("large", StringComparison.Ordinal) ? 3072 : 1536);
        var data = inputs.Select((input, index) =>
            $$"""{"object":"embedding","index":{{index}},"embedding":{{Write(EmbeddingVector.Of(input, dimensions), base64)}}}""");
        var tokens = inputs.Sum(TokenCount.Of);
        return ValueTask.FromResult(WireReply.Json(
            $$$"""{"object":"list","data":[{{{string.Join(',', data)}}}],"model":{{{Json.Quote(exchange.Model)}}},"usage":{"prompt_tokens":{{{tokens}}},"total_tokens":{{{tokens}}}}}"""));
    }

    /// <summary>A string, strings, one list of tokens, or lists of tokens.</summary>
    private static IEnumerable<string> Inputs(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Array)
        {
            return [input.ValueKind == JsonValueKind.String ? input.GetString()! : input.GetRawText()];
        }
        var items = input.EnumerateArray().ToList();
        return items is [{ ValueKind: JsonValueKind.Number }, ..]
            ? [input.GetRawText()]
            : items.Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
    }

    private static string Write(float[] vector, bool base64) => base64
        ? Json.Quote(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : $"[{string.Join(',', vector.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
}
