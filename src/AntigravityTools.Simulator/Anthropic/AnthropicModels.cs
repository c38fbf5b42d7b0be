using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c> in Anthropic's shape.</summary>
internal static class AnthropicModels
{
    public static WireReply List(Exchange exchange)
    {
        var models = exchange.State.Options.AnthropicModels;
        var (first, last) = models.Count == 0 ? ("null", "null") : (Json.Quote(models[0]), Json.Quote(models[^1]));
        return WireReply.Json($$"""{"data":[{{string.Join(',', models.Select(Model))}}],"has_more":false,"first_id":{{first}},"last_id":{{last}}}""");
    }

    public static WireReply One(Exchange exchange) =>
        exchange.State.Options.AnthropicModels.Contains(exchange.Model)
            ? WireReply.Json(Model(exchange.Model))
            : exchange.Refuse(FaultKind.ModelNotFound);

    private static string Model(string id)
    {
        var words = id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        return $$"""{"type":"model","id":{{Json.Quote(id)}},"display_name":{{Json.Quote(string.Join(' ', words))}},"created_at":"2026-01-01T00:00:00Z","max_input_tokens":200000,"max_tokens":64000}""";
    }
}
