using System.Text.Json;
using AntigravityTools.Core.Routing;

namespace AntigravityTools.Server.Answers;

/// <summary>Models as Anthropic lists them. protocols.md §1.4. Token limits stand only where they are known.</summary>
internal static class AnthropicModelShape
{
    public static void WriteList(Utf8JsonWriter json, ModelPage page)
    {
        var models = page.Models;
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            WriteOne(json, model);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, page.HasMore);
        WriteId(json, "first_id", models.Count > 0 ? models[0].Id : null);
        WriteId(json, "last_id", models.Count > 0 ? models[^1].Id : null);
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, CatalogueModel model)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "model"u8);
        json.WriteString("id"u8, model.Id);
        json.WriteString("display_name"u8, model.Id);

        // The API's own way to say that the release date is not known.
        json.WriteString("created_at"u8, "1970-01-01T00:00:00Z"u8);
        if (model.Limits?.InputTokens is { } input)
        {
            json.WriteNumber("max_input_tokens"u8, input);
        }

        if (model.Limits?.OutputTokens is { } output)
        {
            json.WriteNumber("max_tokens"u8, output);
        }

        OpenAIModelShape.WriteMark(json, model);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, string? id)
    {
        if (id is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, id);
        }
    }
}
