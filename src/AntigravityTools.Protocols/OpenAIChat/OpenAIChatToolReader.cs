using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads tools, choices and calls.</summary>
internal static class OpenAIChatToolReader
{
    private const string WebSearch = "web_search";

    internal static ImmutableArray<ToolDefinition> ReadTools(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        JsonRead.ExpectArray(ref reader, "tools");
        var tools = ImmutableArray.CreateBuilder<ToolDefinition>();
        while (JsonRead.NextElement(ref reader))
        {
            tools.Add(ReadTool(ref reader, body, $"tools[{tools.Count}]"));
        }

        return tools.ToImmutable();
    }

    internal static ImmutableArray<ToolDefinition> ReadFunctions(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        JsonRead.ExpectArray(ref reader, "functions");
        var tools = ImmutableArray.CreateBuilder<ToolDefinition>();
        while (JsonRead.NextElement(ref reader))
        {
            tools.Add(ReadDefinition(ref reader, body, $"functions[{tools.Count}]", ToolKind.Function));
        }

        return tools.ToImmutable();
    }

    internal static ToolDefinition ReadWebSearch(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body) => new()
    {
        Kind = ToolKind.WebSearch,
        Name = WebSearch,
        Native = new Part.Opaque(Protocol.OpenAIChat, JsonRead.Raw(ref reader, body)),
    };

    internal static ToolChoice? ReadChoice(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.String)
        {
            return JsonRead.Text(ref reader, field) switch
            {
                null => null,
                "none" => ToolChoice.Of(ToolChoiceMode.None),
                "auto" => ToolChoice.Of(ToolChoiceMode.Auto),
                "required" or "any" => ToolChoice.Of(ToolChoiceMode.Required),
                var other => throw new FieldException(field, $"'{field}' must be none, auto, required or an object; it is '{other}'."),
            };
        }

        JsonRead.ExpectObject(ref reader, field);
        string? name = null, mode = null;
        var names = ImmutableArray.CreateBuilder<string>();
        var depth = reader.CurrentDepth;

        // The names stand at several depths: name, function.name, custom.name, allowed_tools.tools[].function.name.
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isName = reader.ValueTextEquals("name"u8);
            var isMode = reader.ValueTextEquals("mode"u8);
            reader.Read();
            if (isName && JsonRead.Text(ref reader, $"{field}.name") is { } found)
            {
                name = found;
                names.Add(found);
            }
            else if (isMode)
            {
                mode = JsonRead.Text(ref reader, $"{field}.mode");
            }
        }

        return mode is not null ? new ToolChoice(mode == "required" ? ToolChoiceMode.AllowedRequired : ToolChoiceMode.Allowed, names.ToImmutable())
            : name is not null ? ToolChoice.Named(name)
            : throw new FieldException(field, $"'{field}' names no tool.");
    }

    internal static void ReadCalls(ref Utf8JsonReader reader, string place, ImmutableArray<Part>.Builder calls)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectArray(ref reader, place);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            calls.Add(ReadCall(ref reader, $"{place}[{i}]"));
        }
    }

    internal static (string Name, string Arguments) ReadFunctionCall(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        string? name = null, arguments = null;
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "name":
                    name = JsonRead.Text(ref reader, $"{place}.name");
                    break;
                case "arguments" or "input" when reader.TokenType is JsonTokenType.String or JsonTokenType.Null:
                    arguments = JsonRead.Text(ref reader, $"{place}.{field}");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (name ?? throw new FieldException($"{place}.name", $"'{place}.name' is missing."), string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
    }

    private static Part.ToolCall ReadCall(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        string? id = null, signature = null;
        (string Name, string Arguments)? function = null;
        var custom = false;
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "id":
                    id = JsonRead.Text(ref reader, $"{place}.id");
                    break;
                case "function" or "custom":
                    custom = field == "custom";
                    function = ReadFunctionCall(ref reader, $"{place}.{field}");
                    break;
                case "extra_content":
                    signature = ReadSignature(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var call = function ?? throw new FieldException($"{place}.function", $"'{place}.function' is missing.");
        var arguments = custom ? JsonSplice.Quote(call.Arguments) : Encoding.UTF8.GetBytes(call.Arguments);
        return new Part.ToolCall(id ?? throw new FieldException($"{place}.id", $"'{place}.id' is missing."), call.Name, new RawJson(arguments), signature)
        {
            Custom = custom,
            Place = place,
        };
    }

    /// <summary>Google's own field in its OpenAI-compatible API: <c>extra_content.google.thought_signature</c>.</summary>
    internal static string? ReadSignature(ref Utf8JsonReader reader)
    {
        string? signature = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("thought_signature"u8))
            {
                reader.Read();
                signature = reader.TokenType == JsonTokenType.String ? reader.GetString() : signature;
            }
        }

        return signature;
    }

    private static ToolDefinition ReadTool(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var start = (int)reader.TokenStartIndex;
        string? type = null;
        ToolDefinition? tool = null;
        var cached = false;
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "type":
                    type = JsonRead.Text(ref reader, $"{place}.type");
                    break;
                case "function" or "custom" when reader.TokenType == JsonTokenType.StartObject:
                    tool = ReadDefinition(ref reader, body, $"{place}.{field}", field == "custom" ? ToolKind.Custom : ToolKind.Function);
                    break;
                case "cache_control":
                    cached = reader.TokenType != JsonTokenType.Null;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tool is not null ? tool with { CacheHint = cached }
            : type is null or "function" or "custom" ? throw new FieldException($"{place}.{type ?? "type"}", $"'{place}.{type ?? "type"}' is missing.")
            : new ToolDefinition
            {
                Kind = type.StartsWith(WebSearch, StringComparison.Ordinal) ? ToolKind.WebSearch : ToolKind.Hosted,
                Name = type,
                Native = new Part.Opaque(Protocol.OpenAIChat, new RawJson(body[start..(int)reader.BytesConsumed])),
            };
    }

    private static ToolDefinition ReadDefinition(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place, ToolKind kind)
    {
        JsonRead.ExpectObject(ref reader, place);
        var extras = new ExtrasBuilder(Protocol.OpenAIChat);
        var tool = new ToolDefinition { Kind = kind, Name = "" };
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "name":
                    tool = tool with { Name = JsonRead.Text(ref reader, $"{place}.name") ?? "" };
                    break;
                case "description":
                    tool = tool with { Description = JsonRead.Text(ref reader, $"{place}.description") };
                    break;
                case "parameters":
                    tool = tool with { Parameters = reader.TokenType == JsonTokenType.Null ? default : JsonRead.Raw(ref reader, body) };
                    break;
                case "strict":
                    tool = tool with { Strict = JsonRead.Boolean(ref reader, $"{place}.strict") };
                    break;
                case "format":
                    tool = tool with { Format = JsonRead.Raw(ref reader, body) };
                    break;
                default:
                    extras.Add(field, ref reader, body);
                    break;
            }
        }

        return tool.Name.Length == 0 ? throw new FieldException($"{place}.name", $"'{place}.name' is missing.") : tool with { Extras = extras.Build() };
    }
}
