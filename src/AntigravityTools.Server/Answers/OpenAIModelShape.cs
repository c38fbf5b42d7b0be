using System.Text.Json;
using AntigravityTools.Core.Routing;

namespace AntigravityTools.Server.Answers;

/// <summary>Models as OpenAI lists them. protocols.md §1.6.</summary>
internal static class OpenAIModelShape
{
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<CatalogueModel> models)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            WriteOne(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, CatalogueModel model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, 0);
        json.WriteString("owned_by"u8, model.Provider);
        WriteMark(json, model);
        json.WriteEndObject();
    }

    /// <summary>What the gateway adds, where a client's reader lets unknown fields pass.</summary>
    public static void WriteMark(Utf8JsonWriter json, CatalogueModel model)
    {
        json.WriteStartObject("antigravity"u8);
        json.WriteBoolean("alias"u8, model.IsAlias);
        json.WriteString("provider"u8, model.Provider);
        if (model.Limits?.InputTokens is { } input)
        {
            json.WriteNumber("max_input_tokens"u8, input);
        }

        if (model.Limits?.OutputTokens is { } output)
        {
            json.WriteNumber("max_output_tokens"u8, output);
        }

        json.WriteEndObject();
    }
}
