using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>The whole configuration as JSON.</summary>
public static class ConfigJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes every section and key, hidden ones left out.</summary>
    public static void Write(GatewayConfig config, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var section in ConfigSchema.Keys.GroupBy(key => key.Section))
        {
            json.WriteStartObject(section.Key);
            foreach (var key in section.Where(key => !key.Hidden))
            {
                json.WritePropertyName(key.Leaf);
                key.Write(config, json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The file written at first start: every key with its default and a comment.</summary>
    public static string DefaultText(GatewayConfig config)
    {
        var text = new StringBuilder("// Antigravity Tools. Comments and unknown keys survive when the console changes a value.\n{\n");
        var sections = ConfigSchema.Keys.GroupBy(key => key.Section).ToList();
        foreach (var (place, section) in sections.Index())
        {
            text.Append("  \"").Append(section.Key).Append("\": {\n");
            foreach (var (index, key) in section.Index())
            {
                text.Append("    // ").Append(key.Comment).Append('\n');
                text.Append("    \"").Append(key.Leaf).Append("\": ").Append(ValueText(config, key));
                text.Append(index == section.Count() - 1 ? "\n" : ",\n");
            }

            text.Append(place == sections.Count - 1 ? "  }\n" : "  },\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>One key's value as JSON text.</summary>
    internal static string ValueText(GatewayConfig config, ConfigKey key)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            key.Write(config, json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Takes an object of sections over; every value that does not fit is an error, every key that is not ours is reported.</summary>
    internal static GatewayConfig Read(JsonElement root, GatewayConfig config, List<FieldError> errors, List<string> unknown)
    {
        foreach (var (name, value) in Flatten(root, errors, unknown))
        {
            config = Set(config, name, value, errors);
        }

        return config;
    }

    /// <summary>Sets one key; null resets it to its default.</summary>
    internal static GatewayConfig Set(GatewayConfig config, string name, JsonElement value, List<FieldError> errors)
    {
        if (name == ConfigSchema.AdminPassword)
        {
            errors.Add(new FieldError(name, $"{name} is never kept in clear. Remove it and run 'antigravity-tools config set {name}'."));
            return config;
        }

        var key = ConfigSchema.ByName[name];
        var (changed, error) = key.Read(config, value);
        if (error is not null && value.ValueKind == JsonValueKind.Null)
        {
            using var fallback = JsonDocument.Parse(ValueText(GatewayConfig.Default, key));
            return key.Read(config, fallback.RootElement).Config;
        }

        if (error is not null)
        {
            errors.Add(new FieldError(name, $"{name} {error}."));
        }

        return changed;
    }

    /// <summary>The known keys of an object of sections, with their values.</summary>
    internal static IEnumerable<(string Name, JsonElement Value)> Flatten(JsonElement root, List<FieldError> errors, List<string> unknown)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError("", "The configuration must be a JSON object of sections."));
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in root.EnumerateObject())
        {
            if (!seen.Add(section.Name))
            {
                errors.Add(new FieldError(section.Name, $"{section.Name} is there twice; keep one."));
                continue;
            }

            if (!ConfigSchema.Keys.Any(key => key.Section == section.Name))
            {
                unknown.Add(section.Name);
                continue;
            }

            if (section.Value.ValueKind == JsonValueKind.Null)
            {
                foreach (var key in ConfigSchema.Keys.Where(key => key.Section == section.Name))
                {
                    yield return (key.Name, section.Value);
                }

                continue;
            }

            if (section.Value.ValueKind != JsonValueKind.Object)
            {
                errors.Add(new FieldError(section.Name, $"{section.Name} must be an object."));
                continue;
            }

            foreach (var member in section.Value.EnumerateObject())
            {
                var name = $"{section.Name}.{member.Name}";
                if (!seen.Add(name))
                {
                    errors.Add(new FieldError(name, $"{name} is there twice; keep one."));
                }
                else if (ConfigSchema.ByName.ContainsKey(name) || name == ConfigSchema.AdminPassword)
                {
                    yield return (name, member.Value);
                }
                else
                {
                    unknown.Add(name);
                }
            }
        }
    }

    /// <summary>Names of all keys, for the command line and for messages.</summary>
    public static ImmutableArray<string> Names { get; } = [.. ConfigSchema.Keys.Where(key => !key.Hidden).Select(key => key.Name)];
}
