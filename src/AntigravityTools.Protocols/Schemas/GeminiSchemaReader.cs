using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>
/// Turns a schema in Gemini's own dialect into JSON Schema: types in lower case, <c>nullable</c> as a second type, counts as numbers.
/// A schema that is JSON Schema already stays as it stands, byte for byte.
/// </summary>
public static class GeminiSchemaReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonScan.MaxDepth };

    /// <summary>The schema as JSON Schema.</summary>
    public static RawJson ToJsonSchema(RawJson schema)
    {
        if (!IsDialect(schema.Utf8.Span))
        {
            return schema;
        }

        using var document = JsonDocument.Parse(schema.Utf8, Options);
        var output = new ArrayBufferWriter<byte>(schema.Utf8.Length);
        using (var json = JsonWriters.Open(output))
        {
            WriteSchema(document.RootElement, json);
        }

        return new RawJson(output.WrittenMemory);
    }

    // Types in capitals, or a word only the dialect has. Text that merely looks like it costs a pass, nothing else.
    private static bool IsDialect(ReadOnlySpan<byte> schema)
    {
        var rest = schema;
        while (JsonScan.TryNext(ref rest, "\"type\""u8, out var value))
        {
            if (value is [(byte)'"', >= (byte)'A' and <= (byte)'Z', ..])
            {
                return true;
            }
        }

        return JsonScan.Mentions(schema, "\"nullable\""u8) || JsonScan.Mentions(schema, "\"propertyOrdering\""u8)
            || JsonScan.Mentions(schema, "\"property_ordering\""u8) || JsonScan.Mentions(schema, "\"any_of\""u8);
    }

    private static void WriteSchema(JsonElement schema, Utf8JsonWriter json)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        var nullable = schema.TryGetProperty("nullable"u8, out var flag) && flag.ValueKind == JsonValueKind.True;
        json.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            WriteMember(member.Name, member.Value, nullable, json);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(string name, JsonElement value, bool nullable, Utf8JsonWriter json)
    {
        switch (CamelCase.Of(name))
        {
            case "nullable" or "propertyOrdering":
                break;
            case "type" when value.ValueKind == JsonValueKind.String:
                WriteType(value.GetString()!, nullable, json);
                break;
            case "properties" or "$defs" or "definitions" when value.ValueKind == JsonValueKind.Object:
                json.WriteStartObject(name);
                foreach (var property in value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    WriteSchema(property.Value, json);
                }

                json.WriteEndObject();
                break;
            case "items" or "additionalProperties" or "not":
                json.WritePropertyName(CamelCase.Of(name));
                WriteSchema(value, json);
                break;
            case "anyOf" or "oneOf" or "allOf" or "prefixItems" when value.ValueKind == JsonValueKind.Array:
                json.WriteStartArray(CamelCase.Of(name));
                foreach (var one in value.EnumerateArray())
                {
                    WriteSchema(one, json);
                }

                json.WriteEndArray();
                break;
            case "minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties" when value.ValueKind == JsonValueKind.String && IsNumber(value.GetString()!):
                // Google's JSON writes 64-bit counts as text.
                json.WritePropertyName(CamelCase.Of(name));
                json.WriteRawValue(value.GetString()!, skipInputValidation: true);
                break;
            case "example":
                json.WriteStartArray("examples"u8);
                Copy(value, json);
                json.WriteEndArray();
                break;
            default:
                json.WritePropertyName(CamelCase.Of(name));
                Copy(value, json);
                break;
        }
    }

    private static void WriteType(string type, bool nullable, Utf8JsonWriter json)
    {
        var lower = type.ToLowerInvariant();
        if (lower == "type_unspecified")
        {
            return;
        }

        if (!nullable || lower == "null")
        {
            json.WriteString("type"u8, lower);
            return;
        }

        json.WriteStartArray("type"u8);
        json.WriteStringValue(lower);
        json.WriteStringValue("null"u8);
        json.WriteEndArray();
    }

    // Numbers keep their spelling.
    private static void Copy(JsonElement value, Utf8JsonWriter json) => json.WriteRawValue(value.GetRawText(), skipInputValidation: true);

    private static bool IsNumber(string text) => text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit);
}
