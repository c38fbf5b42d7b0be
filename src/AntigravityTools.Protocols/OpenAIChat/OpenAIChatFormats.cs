using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary><c>response_format</c>, in and out.</summary>
internal static class OpenAIChatFormats
{
    internal static OutputFormat? Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonRead.ExpectObject(ref reader, "response_format");
        string? type = null;
        var format = new OutputFormat();
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "type":
                    type = JsonRead.Text(ref reader, "response_format.type");
                    break;
                case "json_schema":
                    format = ReadSchema(ref reader, body);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return type switch
        {
            "json_object" => new OutputFormat(),
            "json_schema" => format.Schema.IsAbsent
                ? throw new FieldException("response_format.json_schema.schema", "'response_format.json_schema.schema' is missing.")
                : format,
            "text" or null => null,
            _ => throw new FieldException("response_format.type", $"'response_format.type' must be text, json_object or json_schema; it is '{type}'."),
        };
    }

    internal static void Write(Utf8JsonWriter json, OutputFormat? format, LossList losses)
    {
        if (format is null)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        if (format.Schema.IsAbsent)
        {
            json.WriteString("type"u8, "json_object"u8);
        }
        else
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, NameOf(format));
            if (format.Description is { } description)
            {
                json.WriteString("description"u8, description);
            }

            json.WritePropertyName("schema"u8);
            json.WriteRawValue(format.Schema.Utf8.Span, skipInputValidation: true);
            WriteStrict(json, format, losses);

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // OpenAI refuses 'strict' for a schema that leaves anything open; without the word the schema is a wish, as it is elsewhere.
    private static void WriteStrict(Utf8JsonWriter json, OutputFormat format, LossList losses)
    {
        if (format.Strict is not { } strict)
        {
            return;
        }

        if (strict && !OpenAIStrictCheck.IsSafe(format.Schema))
        {
            losses.Dropped("response_format.strict", "the schema leaves members open or optional, which strict mode refuses");
            return;
        }

        json.WriteBoolean("strict"u8, strict);
    }

    // A name keeps the rule of tools' names.
    private static string NameOf(OutputFormat format) =>
        string.IsNullOrEmpty(format.Name) ? "answer" : new ToolNaming(ToolNameRule.OpenAI).NameOf(format.Name);

    private static RawJson ReadBody(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string field)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            JsonRead.ExpectObject(ref reader, field);
            return JsonRead.Raw(ref reader, body);
        }

        return default;
    }

    private static OutputFormat ReadSchema(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        const string Field = "response_format.json_schema";
        var format = new OutputFormat();
        JsonRead.ExpectObject(ref reader, Field);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            format = name switch
            {
                "name" => format with { Name = JsonRead.Text(ref reader, $"{Field}.name") },
                "description" => format with { Description = JsonRead.Text(ref reader, $"{Field}.description") },
                "strict" => format with { Strict = JsonRead.Boolean(ref reader, $"{Field}.strict") },
                "schema" => format with { Schema = ReadBody(ref reader, body, $"{Field}.schema") },
                _ => Skip(ref reader, format),
            };
        }

        return format;
    }

    private static OutputFormat Skip(ref Utf8JsonReader reader, OutputFormat format)
    {
        reader.Skip();
        return format;
    }
}
