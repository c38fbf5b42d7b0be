using System.Collections.Immutable;
using System.Text.Json;

namespace AntigravityTools.Core.Configuration;

/// <summary>Model rules as JSON, in <c>config.json</c> and in the management API alike.</summary>
public static class ModelRuleJson
{
    private static readonly string[] Known = ["match", "model", "provider", "accounts", "fallbacks", "effort", "thinking_budget", "background"];

    /// <summary>Writes the rules as an array.</summary>
    public static void Write(GatewayConfig config, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var rule in config.Routing.Rules)
        {
            WriteRule(rule, json);
        }

        json.WriteEndArray();
    }

    /// <summary>Reads an array of rules; the first thing that does not fit is named with its place.</summary>
    public static (GatewayConfig Config, string? Error) Read(GatewayConfig config, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return (config, "must be a list of rules");
        }

        var rules = ImmutableArray.CreateBuilder<ModelRuleConfig>();
        foreach (var (index, item) in json.EnumerateArray().Index())
        {
            var (rule, error) = ReadRule(item);
            if (rule is null)
            {
                return (config, $"[{index}]: {error}");
            }

            rules.Add(rule);
        }

        return (config with { Routing = config.Routing with { Rules = rules.ToImmutable() } }, null);
    }

    private static (ModelRuleConfig? Rule, string? Error) ReadRule(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, "must be an object with at least 'match'");
        }

        foreach (var member in json.EnumerateObject())
        {
            var fits = member.Name switch
            {
                "match" => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()!.Length > 0,
                "model" or "provider" or "effort" => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
                "accounts" or "fallbacks" => member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
                "thinking_budget" => member.Value.ValueKind == JsonValueKind.Null || (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out _)),
                "background" => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                _ => false,
            };
            if (!fits)
            {
                return (null, Array.IndexOf(Known, member.Name) < 0
                    ? $"'{member.Name}' is not a key of a rule; the keys are {string.Join(", ", Known)}"
                    : $"'{member.Name}' has the wrong type");
            }
        }

        return json.TryGetProperty("match", out var match)
            ? (new ModelRuleConfig
            {
                Match = match.GetString()!,
                Model = Text(json, "model"),
                Provider = Text(json, "provider"),
                Accounts = List(json, "accounts"),
                Fallbacks = List(json, "fallbacks"),
                Effort = Text(json, "effort"),
                ThinkingBudget = json.TryGetProperty("thinking_budget", out var budget) && budget.ValueKind == JsonValueKind.Number ? budget.GetInt32() : null,
                Background = json.TryGetProperty("background", out var background) && background.GetBoolean(),
            }, null)
            : (null, "'match' is missing");
    }

    private static void WriteRule(ModelRuleConfig rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("match", rule.Match);
        WriteText(json, "model", rule.Model);
        WriteText(json, "provider", rule.Provider);
        WriteList(json, "accounts", rule.Accounts);
        WriteList(json, "fallbacks", rule.Fallbacks);
        WriteText(json, "effort", rule.Effort);
        if (rule.ThinkingBudget is { } budget)
        {
            json.WriteNumber("thinking_budget", budget);
        }

        if (rule.Background)
        {
            json.WriteBoolean("background", true);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static ImmutableArray<string> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
}
