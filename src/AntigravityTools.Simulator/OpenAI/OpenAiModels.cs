using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c> in OpenAI's shape.</summary>
internal static class OpenAiModels
{
    public static WireReply List(Exchange exchange)
    {
        var models = exchange.State.Options.OpenAiModels.Select(Model);
        return WireReply.Json($$"""{"object":"list","data":[{{string.Join(',', models)}}]}""");
    }

    public static WireReply One(Exchange exchange) =>
        exchange.State.Options.OpenAiModels.Contains(exchange.Model)
            ? WireReply.Json(Model(exchange.Model))
            : exchange.Refuse(FaultKind.ModelNotFound, $"The model '{exchange.Model}' does not exist", "model");

    private static string Model(string id) => $$"""{"id":{{Json.Quote(id)}},"object":"model","created":1735689600,"owned_by":"system"}""";
}
