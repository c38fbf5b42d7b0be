using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>Google's model list and single models.</summary>
internal static class GeminiModels
{
    public static WireReply List(Exchange exchange) =>
        WireReply.Json($$"""{"models":[{{string.Join(',', exchange.State.Options.GeminiModels.Select(Model))}}]}""");

    public static WireReply One(Exchange exchange) =>
        exchange.State.Options.GeminiModels.Contains(exchange.Model)
            ? WireReply.Json(Model(exchange.Model))
            : exchange.Refuse(FaultKind.ModelNotFound);

    private static string Model(string id)
    {
        var embeds = id.Contains("embedding", StringComparison.Ordinal);
        var methods = embeds ? "\"embedContent\",\"batchEmbedContents\"" : "\"generateContent\",\"streamGenerateContent\",\"countTokens\"";
        var (input, output) = embeds ? (2048, 1) : (1_048_576, 65_536);
        return $$"""{"name":{{Json.Quote("models/" + id)}},"baseModelId":{{Json.Quote(id)}},"version":"001","displayName":{{Json.Quote(id)}},"description":"A simulated model.","inputTokenLimit":{{input}},"outputTokenLimit":{{output}},"supportedGenerationMethods":[{{methods}}],"temperature":1,"topP":0.95,"topK":64,"maxTemperature":2,"thinking":{{(embeds ? "false" : "true")}}}""";
    }
}
