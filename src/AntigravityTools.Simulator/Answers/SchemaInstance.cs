using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.Answers;

/// <summary>Writes a small value that fits a JSON Schema (or Gemini's dialect of it).</summary>
internal sealed class SchemaInstance
{
    private const int MaximumDepth = 12;

    private readonly JsonElement _root;
    private readonly bool _requiredOnly;
    private readonly string _text;
    private readonly Utf8JsonWriter _json;

    private SchemaInstance(JsonElement root, bool requiredOnly, string text, Utf8JsonWriter json)
    {
        _root = root;
        _requiredOnly = requiredOnly;
        _text = text;
        _json = json;
    }

    /// <param name="schema">The schema; local references are followed.</param>
    /// <param name="requiredOnly">Leaves out optional properties, save commands; an object without <c>required</c> gets all of them otherwise.</param>
    /// <param name="text">The value of plain strings.</param>
    public static string Write(JsonElement schema, bool requiredOnly, string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new SchemaInstance(schema, requiredOnly, text, json).Value(schema, "", 0);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Value(JsonElement schema, string name, int depth)
    {
        if (depth > MaximumDepth || schema.ValueKind != JsonValueKind.Object)
        {
            _json.WriteStringValue(_text);
        }
        else if (schema.Child("const") is { } constant)
        {
            constant.WriteTo(_json);
        }
        else if (schema.Items("enum").ToList() is { Count: > 0 } values)
        {
            values[0].WriteTo(_json);
        }
        else if (Target(schema) is { } target)
        {
            Value(target, name, depth + 1);
        }
        else
        {
            Typed(schema, name, depth);
        }
    }

    private void Typed(JsonElement schema, string name, int depth)
    {
        switch (TypeOf(schema))
        {
            case "object": Object(schema, depth); break;
            case "array": Array(schema, name, depth); break;
            case "integer" or "number": _json.WriteNumberValue(Number(schema)); break;
            case "boolean": _json.WriteBooleanValue(true); break;
            case "null": _json.WriteNullValue(); break;
            default: _json.WriteStringValue(String(schema, name)); break;
        }
    }

    private void Object(JsonElement schema, int depth)
    {
        var required = schema.Items("required").Select(item => item.GetString()).ToHashSet();
        _json.WriteStartObject();
        if (schema.Child("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                var wanted = _requiredOnly ? property.Name is "command" or "cmd" : required.Count == 0;
                if (wanted || required.Contains(property.Name))
                {
                    _json.WritePropertyName(property.Name);
                    Value(property.Value, property.Name, depth + 1);
                }
            }
        }
        _json.WriteEndObject();
    }

    private void Array(JsonElement schema, string name, int depth)
    {
        _json.WriteStartArray();
        if (name is "command" or "cmd")
        {
            _json.WriteStringValue("echo");
            _json.WriteStringValue("hi");
        }
        else
        {
            var count = Math.Clamp(schema.Int("minItems") ?? 1, 1, 16);
            for (var index = 0; index < count; index++)
            {
                Value(schema.Child("items") ?? default, "", depth + 1);
            }
        }
        _json.WriteEndArray();
    }

    private static int Number(JsonElement schema)
    {
        var low = schema.Int("exclusiveMinimum") + 1 ?? schema.Int("minimum") ?? 1;
        return Math.Min(Math.Max(low, 1), schema.Int("maximum") ?? int.MaxValue);
    }

    private string String(JsonElement schema, string name)
    {
        var text = name is "command" or "cmd" ? "echo hi" : schema.Text("format") switch
        {
            "date-time" => "2026-01-01T00:00:00Z",
            "date" => "2026-01-01",
            "uri" => "https://example.com/",
            "email" => "a@example.com",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            _ => _text,
        };
        text = text.PadRight(Math.Clamp(schema.Int("minLength") ?? 0, 0, 1000), 'x');
        return schema.Int("maxLength") is { } longest && text.Length > longest ? text[..longest] : text;
    }

    /// <summary>The schema that stands for this one: a reference's target, or the first alternative that is not null.</summary>
    private JsonElement? Target(JsonElement schema)
    {
        if (schema.Text("$ref") is ['#', '/', .. var path])
        {
            JsonElement? target = _root;
            foreach (var step in path.Split('/'))
            {
                target = target?.Child(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            }
            return target;
        }
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf", "any_of"])
        {
            foreach (var option in schema.Items(keyword))
            {
                if (TypeOf(option) != "null")
                {
                    return option;
                }
            }
        }
        return null;
    }

    private static string TypeOf(JsonElement schema)
    {
        var type = schema.Child("type") switch
        {
            { ValueKind: JsonValueKind.String } one => one.GetString(),
            { ValueKind: JsonValueKind.Array } many => many.EnumerateArray().Select(item => item.GetString()).FirstOrDefault(item => item != "null"),
            _ => schema.Child("properties") is not null ? "object" : schema.Child("items") is not null ? "array" : "string",
        };
        return (type ?? "string").ToLowerInvariant();
    }
}
