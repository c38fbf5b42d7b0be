using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads <c>tools</c> and <c>toolConfig</c>. One tool object may hold functions and built-in tools together.</summary>
internal sealed class GeminiToolReader(ReadOnlyMemory<byte> body)
{
    internal ImmutableArray<ToolDefinition> ReadTools(ref Utf8JsonReader reader, string field)
    {
        var tools = ImmutableArray.CreateBuilder<ToolDefinition>();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return [];
            case JsonTokenType.StartObject:
                ReadTool(ref reader, field, tools);
                return tools.ToImmutable();
        }

        JsonRead.ExpectArray(ref reader, field);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            ReadTool(ref reader, $"{field}[{i}]", tools);
        }

        return tools.ToImmutable();
    }

    private void ReadTool(ref Utf8JsonReader reader, string place, ImmutableArray<ToolDefinition>.Builder tools)
    {
        JsonRead.ExpectObject(ref reader, place);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (CamelCase.Of(name) == "functionDeclarations")
            {
                JsonRead.ExpectArray(ref reader, $"{place}.{name}");
                for (var i = 0; JsonRead.NextElement(ref reader); i++)
                {
                    tools.Add(ReadFunction(ref reader, $"{place}.{name}[{i}]"));
                }

                continue;
            }

            tools.Add(BuiltIn(name, JsonRead.Raw(ref reader, body)));
        }
    }

    private static ToolDefinition BuiltIn(string name, RawJson settings)
    {
        var camel = CamelCase.Of(name);
        byte[] whole = [(byte)'{', .. JsonSplice.Quote(camel), (byte)':', .. settings.Utf8.Span, (byte)'}'];
        return new ToolDefinition
        {
            Name = camel,
            Kind = camel switch
            {
                "googleSearch" or "googleSearchRetrieval" or "enterpriseWebSearch" => ToolKind.WebSearch,
                "urlContext" => ToolKind.WebFetch,
                "codeExecution" => ToolKind.CodeExecution,
                _ => ToolKind.Hosted,
            },
            BlockedDomains = camel == "googleSearch" ? Texts(settings.Utf8.Span, "excludeDomains"u8) : [],
            Native = new Part.Opaque(Protocol.Gemini, new RawJson(whole)),
        };
    }

    private static ImmutableArray<string> Texts(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!JsonScan.TryFind(json, name, out var list))
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var element in JsonParts.Elements(list))
        {
            if (JsonScan.Text(element.In(list)) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.ToImmutable();
    }

    private ToolDefinition ReadFunction(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var extras = new ExtrasBuilder(Protocol.Gemini);
        string? function = null, description = null;
        var parameters = default(RawJson);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "name":
                    function = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "description":
                    description = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "parameters" when reader.TokenType != JsonTokenType.Null:
                    JsonRead.ExpectObject(ref reader, $"{place}.{name}");
                    parameters = GeminiSchemaReader.ToJsonSchema(JsonRead.Raw(ref reader, body));
                    break;
                case "parametersJsonSchema" when reader.TokenType != JsonTokenType.Null:
                    JsonRead.ExpectObject(ref reader, $"{place}.{name}");
                    parameters = JsonRead.Raw(ref reader, body);
                    break;
                default:
                    extras.Add(name, ref reader, body);
                    break;
            }
        }

        return new ToolDefinition
        {
            Name = function is { Length: > 0 } ? function : throw new FieldException($"{place}.name", $"'{place}.name' is missing."),
            Description = description,
            Parameters = parameters,
            Extras = extras.Build(),
        };
    }

    /// <summary>Reads <c>toolConfig</c>; what the model has no word for is kept under <c>toolConfig.</c></summary>
    internal (ToolChoice? Choice, bool Validated) ReadConfig(ref Utf8JsonReader reader, string field, ref ExtrasBuilder extras)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        JsonRead.ExpectObject(ref reader, field);
        (ToolChoice? Choice, bool Validated) found = default;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (CamelCase.Of(name) == "functionCallingConfig" && reader.TokenType != JsonTokenType.Null)
            {
                found = ReadCalling(ref reader, $"{field}.{name}", ref extras);
            }
            else
            {
                extras.Add("toolConfig." + name, ref reader, body);
            }
        }

        return found;
    }

    private (ToolChoice? Choice, bool Validated) ReadCalling(ref Utf8JsonReader reader, string field, ref ExtrasBuilder extras)
    {
        JsonRead.ExpectObject(ref reader, field);
        string? mode = null;
        ImmutableArray<string> names = [];
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "mode":
                    mode = JsonRead.Text(ref reader, $"{field}.{name}")?.ToUpperInvariant();
                    break;
                case "allowedFunctionNames":
                    names = GeminiSettingsReader.Texts(ref reader, $"{field}.{name}");
                    break;
                default:
                    extras.Add("toolConfig.functionCallingConfig." + name, ref reader, body);
                    break;
            }
        }

        return mode switch
        {
            null or "MODE_UNSPECIFIED" => (names.IsEmpty ? null : new ToolChoice(ToolChoiceMode.Allowed, names), false),
            "AUTO" => (ToolChoice.Of(ToolChoiceMode.Auto), false),
            "NONE" => (ToolChoice.Of(ToolChoiceMode.None), false),
            "ANY" => (names switch
            {
                [] => ToolChoice.Of(ToolChoiceMode.Required),
                [var only] => ToolChoice.Named(only),
                _ => new ToolChoice(ToolChoiceMode.AllowedRequired, names),
            }, false),
            "VALIDATED" => (names.IsEmpty ? ToolChoice.Of(ToolChoiceMode.Auto) : new ToolChoice(ToolChoiceMode.Allowed, names), true),
            _ => throw new FieldException($"{field}.mode", $"'{field}.mode' must be AUTO, ANY, NONE or VALIDATED; it is '{mode}'."),
        };
    }
}
