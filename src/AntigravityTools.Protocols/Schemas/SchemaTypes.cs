using System.Text.Json;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>Finds the types of a schema.</summary>
internal static class SchemaTypes
{
    /// <summary>The types named, without null, which sets <paramref name="nullable"/>.</summary>
    internal static List<string> Of(SchemaView view, ref bool nullable)
    {
        var types = new List<string>();
        if (!view.Words.TryGetValue("type", out var type))
        {
            return types;
        }

        foreach (var word in type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type])
        {
            if (word.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            var name = word.GetString()!.ToLowerInvariant();
            if (name == "null")
            {
                nullable = true;
            }
            else
            {
                types.Add(name);
            }
        }

        return types;
    }

    /// <summary>The type that a schema without one can only have; null where it stays open.</summary>
    internal static string? Guess(SchemaView view) =>
        view.Properties.Count > 0 ? "object"
        : view.Words.ContainsKey("items") ? "array"
        : view.Words.TryGetValue("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.EnumerateArray().All(value => value.ValueKind == JsonValueKind.String) ? "string"
        : view.Words.TryGetValue("const", out var only) && only.ValueKind == JsonValueKind.String ? "string"
        : null;
}
