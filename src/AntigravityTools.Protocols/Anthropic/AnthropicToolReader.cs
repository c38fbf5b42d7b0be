using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads tools and the choice between them.</summary>
internal static class AnthropicToolReader
{
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

    internal static ChatRequest ReadChoice(ref Utf8JsonReader reader, ChatRequest request)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return request;
        }

        JsonRead.ExpectObject(ref reader, "tool_choice");
        string? type = null, name = null;
        bool? single = null;
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "type":
                    type = JsonRead.Text(ref reader, "tool_choice.type");
                    break;
                case "name":
                    name = JsonRead.Text(ref reader, "tool_choice.name");
                    break;
                case "disable_parallel_tool_use":
                    single = JsonRead.Boolean(ref reader, "tool_choice.disable_parallel_tool_use");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var choice = type switch
        {
            "auto" => ToolChoice.Of(ToolChoiceMode.Auto),
            "none" => ToolChoice.Of(ToolChoiceMode.None),
            "any" => ToolChoice.Of(ToolChoiceMode.Required),
            "tool" => ToolChoice.Named(name ?? throw new FieldException("tool_choice.name", "'tool_choice.name' is missing.")),
            _ => throw new FieldException("tool_choice.type", $"'tool_choice.type' must be auto, any, tool or none; it is '{type}'."),
        };
        return request with { ToolChoice = choice, ParallelToolCalls = single is true ? false : request.ParallelToolCalls };
    }

    private static ToolDefinition ReadTool(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var start = (int)reader.TokenStartIndex;
        var extras = new ExtrasBuilder(Protocol.Anthropic);
        var tool = new ToolDefinition { Name = "" };
        string? type = null;
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "type":
                    type = JsonRead.Text(ref reader, $"{place}.type");
                    break;
                case "name":
                    tool = tool with { Name = JsonRead.Text(ref reader, $"{place}.name") ?? "" };
                    break;
                case "description":
                    tool = tool with { Description = JsonRead.Text(ref reader, $"{place}.description") };
                    break;
                case "input_schema":
                    tool = tool with { Parameters = JsonRead.Raw(ref reader, body) };
                    break;
                case "strict":
                    tool = tool with { Strict = JsonRead.Boolean(ref reader, $"{place}.strict") };
                    break;
                case "cache_control":
                    tool = tool with { CacheHint = reader.TokenType != JsonTokenType.Null };
                    reader.Skip();
                    break;
                case "allowed_domains":
                    tool = tool with { AllowedDomains = Texts(ref reader) };
                    break;
                case "blocked_domains":
                    tool = tool with { BlockedDomains = Texts(ref reader) };
                    break;
                default:
                    extras.Add(field, ref reader, body);
                    break;
            }
        }

        if (type is null or "custom")
        {
            return tool.Name.Length == 0 ? throw new FieldException($"{place}.name", $"'{place}.name' is missing.") : tool with { Extras = extras.Build() };
        }

        return AnthropicTypedTools.SchemaOf(type) is { } schema
            ? tool with { Parameters = new RawJson(schema), Description = AnthropicTypedTools.DescriptionOf(type), Native = new Part.Opaque(Protocol.Anthropic, Raw(ref reader)) }
            : tool with { Kind = KindOf(type), Name = tool.Name.Length > 0 ? tool.Name : type, Native = new Part.Opaque(Protocol.Anthropic, Raw(ref reader)) };

        RawJson Raw(ref Utf8JsonReader at) => new(body[start..(int)at.BytesConsumed]);
    }

    private static ToolKind KindOf(string type) =>
        type.StartsWith("web_search_", StringComparison.Ordinal) ? ToolKind.WebSearch
        : type.StartsWith("web_fetch_", StringComparison.Ordinal) ? ToolKind.WebFetch
        : type.StartsWith("code_execution_", StringComparison.Ordinal) ? ToolKind.CodeExecution
        : ToolKind.Hosted;

    private static ImmutableArray<string> Texts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(reader.GetString()!);
            }

            reader.Skip();
        }

        return texts.ToImmutable();
    }
}
