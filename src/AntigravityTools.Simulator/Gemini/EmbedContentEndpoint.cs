using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary><c>:embedContent</c> and <c>:batchEmbedContents</c>.</summary>
internal static class EmbedContentEndpoint
{
    public static ValueTask<WireReply> OneAsync(Exchange exchange) => ValueTask.FromResult(
        Refusal(exchange, "content") ?? WireReply.Json($$"""{"embedding":{{Embed(exchange.Body)}}}"""));

    public static ValueTask<WireReply> BatchAsync(Exchange exchange) => ValueTask.FromResult(
        Refusal(exchange, "requests") ?? WireReply.Json($$"""{"embeddings":[{{string.Join(',', exchange.Body.Items("requests").Select(Embed))}}]}"""));

    private static WireReply? Refusal(Exchange exchange, string field)
    {
        if (!exchange.BodyIsObject)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Invalid JSON payload received. Unexpected token.");
        }
        if (!GeminiChecks.Knows(exchange, exchange.Model))
        {
            return exchange.Refuse(FaultKind.ModelNotFound);
        }
        return exchange.Body.Child(field) is null ? exchange.Refuse(FaultKind.BadRequest, $"* EmbedContentRequest.{field}: {field} is not set\n") : null;
    }

    private static string Embed(JsonElement request)
    {
        var text = string.Concat(request.Child("content")?.Items("parts").Select(part => part.Text("text")) ?? []);
        var vector = EmbeddingVector.Of(text, request.Int("outputDimensionality", "output_dimensionality") ?? 3072);
        return $$"""{"values":[{{string.Join(',', vector.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}}]}""";
    }
}
