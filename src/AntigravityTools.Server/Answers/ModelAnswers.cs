using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Answers;

/// <summary>The models that clients may ask for, in the shape that the asking client reads (protocols.md §1.6).</summary>
internal sealed class ModelAnswers(ModelCatalogue catalogue, FaultAnswer faults)
{
    private const int NearNames = 3;

    public Task ListAsync(ProxyCall call)
    {
        if (IsCodex(call))
        {
            // Its entries carry the client's own prompt; without them it keeps the list that it was built with.
            return faults.SendAsync(call, new()
            {
                Kind = FaultKind.NotFound, Message = "This gateway has no model list for Codex; name the model in Codex's config.toml.",
            });
        }

        var models = catalogue.List();
        return JsonAnswer.SendAsync(call.Http, StatusCodes.Status200OK, json =>
        {
            switch (call.Protocol)
            {
                case Protocol.Gemini:
                    GeminiModelShape.WriteList(json, models);
                    break;
                case Protocol.Anthropic:
                    AnthropicModelShape.WriteList(json, models);
                    break;
                default:
                    OpenAIModelShape.WriteList(json, models);
                    break;
            }
        });
    }

    public Task OneAsync(ProxyCall call)
    {
        var id = call.Match.Model!;
        var model = catalogue.List().FirstOrDefault(known => known.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        return model is null ? faults.SendAsync(call, Unknown(id)) : JsonAnswer.SendAsync(call.Http, StatusCodes.Status200OK, json =>
        {
            switch (call.Protocol)
            {
                case Protocol.Gemini:
                    GeminiModelShape.WriteOne(json, model);
                    break;
                case Protocol.Anthropic:
                    AnthropicModelShape.WriteOne(json, model);
                    break;
                default:
                    OpenAIModelShape.WriteOne(json, model);
                    break;
            }
        });
    }

    private Fault Unknown(string id)
    {
        var near = catalogue.Near(id, NearNames);
        return new()
        {
            Kind = FaultKind.NotFound,
            Code = "model_not_found",
            Param = "model",
            Message = near.Count == 0 ? $"No account offers the model '{id}'." : $"No account offers the model '{id}'. Near names: {string.Join(", ", near)}.",
        };
    }

    private static bool IsCodex(ProxyCall call) => call.Protocol == Protocol.OpenAIChat && call.Http.Request.Query.ContainsKey("client_version");
}
