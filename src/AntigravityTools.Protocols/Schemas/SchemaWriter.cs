using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>
/// Writes a JSON Schema in a dialect that knows fewer words (protocols.md §2.4). What can not be said goes into the description where a
/// reader can use it, and every word left out is reported with its path. A property's name is never taken for a word.
/// </summary>
public sealed class SchemaWriter(SchemaDialect dialect, LossList losses)
{
    private const int Deepest = 48;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Framing.JsonScan.MaxDepth };
    private static readonly FrozenSet<string> Structural =
        new[] { "type", "nullable", "anyOf", "oneOf", "enum", "format", "items", "description", "propertyOrdering", "const" }.ToFrozenSet(StringComparer.Ordinal);

    private JsonElement _root;

    /// <summary>Writes the schema as one value.</summary>
    /// <param name="schema">Valid JSON.</param>
    /// <param name="place">The schema's place in the client's request.</param>
    /// <param name="json">Takes the value.</param>
    public void Write(RawJson schema, string place, Utf8JsonWriter json)
    {
        using var document = JsonDocument.Parse(schema.Utf8, Options);
        _root = document.RootElement;
        Write(_root, place, json, [], 0);
    }

    /// <summary>True where the schema is an object with properties, or something else than an object.</summary>
    public static bool SaysSomething(RawJson schema)
    {
        using var document = JsonDocument.Parse(schema.Utf8, Options);
        var view = SchemaView.Of(document.RootElement, document.RootElement, []);
        return view.Properties.Count > 0 || view.Words.ContainsKey("anyOf") || view.Words.ContainsKey("oneOf");
    }

    private void Write(JsonElement schema, string place, Utf8JsonWriter json, ImmutableHashSet<string> references, int depth)
    {
        var view = SchemaView.Of(schema, _root, references);
        var hints = new List<string>();
        var nullable = view.Words.TryGetValue("nullable", out var flag) && flag.ValueKind == JsonValueKind.True;
        var alternatives = Alternatives(view, ref nullable);
        var types = SchemaTypes.Of(view, ref nullable);
        if (view.Unresolved is { } open)
        {
            losses.Approximated($"{place}.$ref", $"{dialect.Target} takes no references; one that leads back or nowhere ends here");
            hints.Add($"See {open}.");
        }

        json.WriteStartObject();
        var deep = depth >= Deepest;
        if (deep)
        {
            losses.Dropped(place, "the schema nests too deep");
        }

        if (alternatives.Count > 1 && !deep)
        {
            json.WriteStartArray("anyOf"u8);
            for (var i = 0; i < alternatives.Count; i++)
            {
                Write(alternatives[i], $"{place}.anyOf[{i}]", json, view.References, depth + 1);
            }

            json.WriteEndArray();
        }
        else if (types.Count > 1)
        {
            WriteTypes(types, json);
        }
        else
        {
            WriteOne(view, types.Count == 1 ? types[0] : SchemaTypes.Guess(view), place, json, hints, deep ? null : depth);
        }

        WriteRest(view, place, json, hints, nullable);
        json.WriteEndObject();
    }

    // The alternatives of anyOf and oneOf; null among them is nullable, a single one is merged into the schema itself.
    private List<JsonElement> Alternatives(SchemaView view, ref bool nullable)
    {
        var found = new List<JsonElement>();
        foreach (var word in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (!view.Words.TryGetValue(word, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            foreach (var one in list.EnumerateArray())
            {
                var isNull = one.ValueKind == JsonValueKind.Object && one.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("null"u8);
                nullable |= isNull;
                if (!isNull)
                {
                    found.Add(one);
                }
            }
        }

        if (found.Count == 1)
        {
            view.Gather(found[0], _root);
        }

        return found;
    }

    private void WriteTypes(List<string> types, Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf"u8);
        foreach (var type in types)
        {
            json.WriteStartObject();
            WriteType(type, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteType(string type, Utf8JsonWriter json)
    {
        json.WriteString("type"u8, dialect.UpperCaseTypes ? type.ToUpperInvariant() : type);
        if (type == "array")
        {
            // Without items the target refuses an array.
            json.WriteStartObject("items"u8);
            json.WriteEndObject();
        }
    }

    private void WriteOne(SchemaView view, string? type, string place, Utf8JsonWriter json, List<string> hints, int? depth)
    {
        var items = default(JsonElement);
        var hasItems = type == "array" && view.Words.TryGetValue("items", out items) && depth is not null;
        if (type is not null && hasItems)
        {
            json.WriteString("type"u8, dialect.UpperCaseTypes ? "ARRAY" : "array");
            json.WritePropertyName("items"u8);
            Write(items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().FirstOrDefault() : items, $"{place}.items", json, view.References, depth!.Value + 1);
        }
        else if (type is not null)
        {
            WriteType(type, json);
        }

        WriteValues(view, type, place, json, hints);
        if (view.Properties.Count == 0 || depth is null)
        {
            return;
        }

        json.WriteStartObject("properties"u8);
        foreach (var (name, property) in view.Properties)
        {
            json.WritePropertyName(name);
            Write(property, $"{place}.properties.{name}", json, view.References, depth.Value + 1);
        }

        json.WriteEndObject();
        WriteNames(json, "required", view.Required.Where(view.Properties.ContainsKey));
        if (view.Words.TryGetValue("propertyOrdering", out var order) && order.ValueKind == JsonValueKind.Array)
        {
            WriteNames(json, "propertyOrdering", order.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!));
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string word, IEnumerable<string> names)
    {
        var list = names.ToList();
        if (list.Count == 0)
        {
            return;
        }

        json.WriteStartArray(word);
        list.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    // Values may be listed for strings only.
    private void WriteValues(SchemaView view, string? type, string place, Utf8JsonWriter json, List<string> hints)
    {
        foreach (var word in (ReadOnlySpan<string>)["enum", "const"])
        {
            if (!view.Words.TryGetValue(word, out var value))
            {
                continue;
            }

            var values = word == "const" ? [value] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [];
            var texts = values.Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).ToList();
            if (type == "string" && texts.Count > 0)
            {
                WriteNames(json, "enum", texts);
                return;
            }

            if (values.Count > 0)
            {
                losses.Approximated($"{place}.{word}", $"{dialect.Target} lists values of strings only; the description names them");
                hints.Add($"{word}: {value.GetRawText()}");
            }
        }

        if (view.Words.TryGetValue("format", out var format) && format.ValueKind == JsonValueKind.String)
        {
            var name = format.GetString()!;
            if (type is not null && dialect.Formats.TryGetValue(type, out var known) && known.Contains(name))
            {
                json.WriteString("format"u8, name);
            }
            else
            {
                losses.Approximated($"{place}.format", $"{dialect.Target} does not know the format '{name}'; the description names it");
                hints.Add($"format: {name}");
            }
        }
    }

    private void WriteRest(SchemaView view, string place, Utf8JsonWriter json, List<string> hints, bool nullable)
    {
        if (nullable)
        {
            json.WriteBoolean("nullable"u8, true);
        }

        foreach (var (word, value) in view.Words)
        {
            if (Structural.Contains(word) || dialect.Silent.Contains(word))
            {
                continue;
            }

            if (dialect.Words.Contains(word))
            {
                json.WritePropertyName(word);
                json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
            }
            else if (dialect.Hints.Contains(word))
            {
                losses.Approximated($"{place}.{word}", $"{dialect.Target}'s schemas have no such word; the description says it");
                hints.Add($"{word}: {value.GetRawText()}");
            }
            else
            {
                losses.Dropped($"{place}.{word}", $"{dialect.Target}'s schemas have no such word");
            }
        }

        var description = view.Words.TryGetValue("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        if (hints.Count > 0)
        {
            description = $"{description} ({string.Join("; ", hints)})".TrimStart();
        }

        if (description.Length > 0)
        {
            json.WriteString("description"u8, description);
        }
    }
}
