using System.Text.Json;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Answers;

/// <summary>
/// Models as Codex lists them (<c>?client_version=</c>, protocols.md §1.6). Only those that it was not built with: an entry replaces the
/// prompt that Codex has for a model of its own, and those it knows better.
/// </summary>
internal static class CodexModelShape
{
    private const string Instructions =
        "You are a coding agent that runs in a terminal on the user's machine. Read before you change, keep changes small, follow the project's own rules, and check your work by running it.";

    private const int LongestToolOutputBytes = 10_000;

    private static readonly (string Effort, string Description)[] Efforts =
        [("low", "Answers soon, with little reasoning"), ("medium", "Reasons as much as most tasks need"), ("high", "Reasons long about hard tasks")];

    /// <summary>The models to list.</summary>
    public static IReadOnlyList<CatalogueModel> Of(IReadOnlyList<CatalogueModel> models) =>
        [.. models.Where(model => ModelTalents.Of(model) == ModelTalent.Chat && (model.IsAlias || !IsOpenAI(model.Id)))];

    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<CatalogueModel> models)
    {
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        for (var i = 0; i < models.Count; i++)
        {
            WriteOne(json, models[i], priority: 100 + i);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, CatalogueModel model, int priority)
    {
        // The gateway turns an effort into what these two ask for; about others it knows nothing.
        var reasons = model.Protocols.Contains(Protocol.Anthropic) || model.Protocols.Contains(Protocol.Gemini);
        json.WriteStartObject();
        json.WriteString("slug"u8, model.Id);
        json.WriteString("display_name"u8, model.Id);
        json.WriteString("description"u8, model.IsAlias ? $"An alias of this gateway, served by {model.Provider}." : $"Served by {model.Provider}.");
        WriteReasoning(json, reasons);
        json.WriteString("shell_type"u8, "shell_command"u8);
        json.WriteString("visibility"u8, "list"u8);
        json.WriteBoolean("supported_in_api"u8, true);
        json.WriteNumber("priority"u8, priority);
        json.WriteNull("upgrade"u8);
        json.WriteString("base_instructions"u8, Instructions);
        json.WriteBoolean("support_verbosity"u8, false);
        json.WriteNull("default_verbosity"u8);
        json.WriteNull("apply_patch_tool_type"u8);
        json.WriteStartObject("truncation_policy"u8);
        json.WriteString("mode"u8, "bytes"u8);
        json.WriteNumber("limit"u8, LongestToolOutputBytes);
        json.WriteEndObject();
        json.WriteBoolean("supports_parallel_tool_calls"u8, true);
        if (model.Limits?.InputTokens is { } window)
        {
            json.WriteNumber("context_window"u8, window);
        }

        json.WriteStartArray("experimental_supported_tools"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter json, bool reasons)
    {
        if (reasons)
        {
            json.WriteString("default_reasoning_level"u8, "medium"u8);
        }

        json.WriteStartArray("supported_reasoning_levels"u8);
        foreach (var (effort, description) in reasons ? Efforts : [])
        {
            json.WriteStartObject();
            json.WriteString("effort"u8, effort);
            json.WriteString("description"u8, description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("supports_reasoning_summaries"u8, reasons);
    }

    private static bool IsOpenAI(string id) =>
        id.StartsWith("gpt-", StringComparison.OrdinalIgnoreCase) || id.StartsWith("codex-", StringComparison.OrdinalIgnoreCase)
        || (id.Length > 1 && id[0] is 'o' or 'O' && char.IsAsciiDigit(id[1]));
}
