using System.Security.Cryptography;
using System.Text;
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
        var models = catalogue.List();
        if (IsCodex(call))
        {
            return CodexAsync(call, CodexModelShape.Of(models));
        }

        var query = call.Http.Request.Query;
        var read = call.Protocol switch
        {
            Protocol.Gemini => ModelPage.OfGemini(models, query),
            Protocol.Anthropic => ModelPage.OfAnthropic(models, query),
            _ => new ModelPage(models, HasMore: false),
        };
        return read.Value is not { } page ? faults.SendAsync(call, read.Fault!) : JsonAnswer.SendAsync(call.Http, StatusCodes.Status200OK, json =>
        {
            switch (call.Protocol)
            {
                case Protocol.Gemini:
                    GeminiModelShape.WriteList(json, page);
                    break;
                case Protocol.Anthropic:
                    AnthropicModelShape.WriteList(json, page);
                    break;
                default:
                    OpenAIModelShape.WriteList(json, page.Models);
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

    // Where there is nothing to add, it keeps the list that it was built with.
    private Task CodexAsync(ProxyCall call, IReadOnlyList<CatalogueModel> models)
    {
        if (models.Count == 0)
        {
            return faults.SendAsync(call, new()
            {
                Kind = FaultKind.NotFound, Message = "This gateway has no models but those that Codex knows already; name one in Codex's config.toml.",
            });
        }

        call.Http.Response.Headers.ETag = TagOf(models);
        return JsonAnswer.SendAsync(call.Http, StatusCodes.Status200OK, json => CodexModelShape.WriteList(json, models));
    }

    private static string TagOf(IReadOnlyList<CatalogueModel> models)
    {
        var text = string.Join('\n', models.Select(model => $"{model.Id} {model.Limits?.InputTokens}"));
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}\"";
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
