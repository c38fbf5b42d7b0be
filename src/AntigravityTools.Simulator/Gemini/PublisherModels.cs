using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>Vertex's list of a publisher's models.</summary>
internal static class PublisherModels
{
    public static WireReply List(Exchange exchange)
    {
        var isAnthropic = exchange.Http.Request.Path.Value!.Contains("/anthropic/", StringComparison.Ordinal);
        var (publisher, models) = isAnthropic ? ("anthropic", exchange.State.Options.AnthropicModels) : ("google", exchange.State.Options.GeminiModels);
        var items = models.Select(model => $$"""{"name":{{Json.Quote($"publishers/{publisher}/models/{model}")}},"versionId":"default","launchStage":"GA"}""");
        return WireReply.Json($$"""{"publisherModels":[{{string.Join(',', items)}}]}""");
    }
}
