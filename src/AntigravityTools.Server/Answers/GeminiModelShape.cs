using System.Text.Json;
using AntigravityTools.Core.Routing;

namespace AntigravityTools.Server.Answers;

/// <summary>Models as Google lists them. protocols.md §1.5. Token limits stand only where they are known.</summary>
internal static class GeminiModelShape
{
    public static void WriteList(Utf8JsonWriter json, ModelPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        foreach (var model in page.Models)
        {
            WriteOne(json, model);
        }

        json.WriteEndArray();
        if (page.HasMore)
        {
            json.WriteString("nextPageToken"u8, page.Models[^1].Id);
        }

        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, CatalogueModel model)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, model.Id.StartsWith("tunedModels/", StringComparison.Ordinal) ? model.Id : "models/" + model.Id);
        json.WriteString("baseModelId"u8, model.Id);
        json.WriteString("displayName"u8, model.Id);

        // Google's readers know no foreign fields; the description is theirs to show.
        json.WriteString("description"u8, model.IsAlias ? $"An alias of this gateway, served by {model.Provider}." : $"Served by {model.Provider}.");
        if (model.Limits?.InputTokens is { } input)
        {
            json.WriteNumber("inputTokenLimit"u8, input);
        }

        if (model.Limits?.OutputTokens is { } output)
        {
            json.WriteNumber("outputTokenLimit"u8, output);
        }

        json.WriteStartArray("supportedGenerationMethods"u8);
        foreach (var method in MethodsOf(model))
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] MethodsOf(CatalogueModel model) =>
        ModelTalents.Of(model) == ModelTalent.Embed ? ["embedContent", "batchEmbedContents", "countTokens"]
        : ModelTalents.Generates(model) ? ["generateContent", "streamGenerateContent", "countTokens"]
        : [];
}
