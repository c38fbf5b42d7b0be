using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes tools and the choice between them; what the upstream can not do is a loss or a refusal.</summary>
internal sealed class OpenAIChatToolWriter(ChatRequest request, UpstreamTarget target, ToolNaming names, LossList losses)
{
    private static readonly byte[] NoParameters = "{\"type\":\"object\",\"properties\":{}}"u8.ToArray();

    internal Fault? Write(Utf8JsonWriter json)
    {
        var any = false;
        foreach (var tool in request.Tools)
        {
            switch (tool.Kind)
            {
                case ToolKind.Function or ToolKind.Custom:
                    if (!any)
                    {
                        json.WriteStartArray("tools"u8);
                        any = true;
                    }

                    WriteTool(json, tool);
                    break;
                case ToolKind.WebSearch when tool.Native is { Protocol: Protocol.OpenAIChat } native:
                    // It stands at the top, behind the tools.
                    _search = native.Json;
                    break;
                case ToolKind.WebSearch when target.Model.Contains("search", StringComparison.OrdinalIgnoreCase):
                    _search = new RawJson("{}"u8.ToArray());
                    break;
                case ToolKind.WebSearch or ToolKind.WebFetch or ToolKind.CodeExecution:
                    losses.Dropped($"tools ({tool.Name})", $"{target.Model} over openai-chat has no such tool of its own");
                    break;
                default:
                    return new Fault
                    {
                        Kind = FaultKind.Unsupported, Param = "tools",
                        Message = $"The tool '{tool.Name}' is run by its provider and has no counterpart in openai-chat. Leave it out, or use an account that has it.",
                    };
            }
        }

        if (any)
        {
            json.WriteEndArray();
            WriteChoice(json);
        }

        if (!_search.IsAbsent)
        {
            json.WritePropertyName("web_search_options"u8);
            json.WriteRawValue(_search.Utf8.Span, skipInputValidation: true);
        }

        return null;
    }

    private RawJson _search;

    private void WriteTool(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        var custom = tool.Kind == ToolKind.Custom;
        json.WriteString("type"u8, custom ? "custom"u8 : "function"u8);
        json.WriteStartObject(custom ? "custom"u8 : "function"u8);
        json.WriteString("name"u8, names.NameOf(tool.Name, tool.Namespace));
        if (tool.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        if (custom)
        {
            if (!tool.Format.IsAbsent)
            {
                json.WritePropertyName("format"u8);
                json.WriteRawValue(tool.Format.Utf8.Span, skipInputValidation: true);
            }
        }
        else
        {
            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(tool.Parameters.IsAbsent ? NoParameters : tool.Parameters.Utf8.Span, skipInputValidation: true);
            WriteStrict(json, tool);
        }

        ExtrasWriter.Write(json, tool.Extras, Protocol.OpenAIChat);
        losses.Foreign($"tools ({tool.Name})", tool.Extras, Protocol.OpenAIChat);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // OpenAI refuses 'strict' for a schema that leaves anything open.
    private void WriteStrict(Utf8JsonWriter json, ToolDefinition tool)
    {
        if (tool.Strict is not { } strict)
        {
            return;
        }

        if (strict && !OpenAIStrictCheck.IsSafe(tool.Parameters))
        {
            losses.Dropped($"tools ({tool.Name}).strict", "the schema leaves members open or optional, which strict mode refuses");
            return;
        }

        json.WriteBoolean("strict"u8, strict);
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        if (request.ParallelToolCalls is { } parallel)
        {
            json.WriteBoolean("parallel_tool_calls"u8, parallel);
        }

        switch (request.ToolChoice)
        {
            case null:
                return;
            case { Mode: ToolChoiceMode.Named, Names: [var name, ..] }:
                json.WriteStartObject("tool_choice"u8);
                WriteReference(json, name);
                json.WriteEndObject();
                return;
            case { Mode: ToolChoiceMode.Allowed or ToolChoiceMode.AllowedRequired } allowed:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "allowed_tools"u8);
                json.WriteStartObject("allowed_tools"u8);
                json.WriteString("mode"u8, allowed.Mode == ToolChoiceMode.Allowed ? "auto"u8 : "required"u8);
                json.WriteStartArray("tools"u8);
                foreach (var name in allowed.Names)
                {
                    json.WriteStartObject();
                    WriteReference(json, name);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
                return;
            case var choice:
                json.WriteString("tool_choice"u8, choice.Mode switch { ToolChoiceMode.None => "none"u8, ToolChoiceMode.Required => "required"u8, _ => "auto"u8 });
                return;
        }
    }

    private void WriteReference(Utf8JsonWriter json, string name)
    {
        var tool = request.Tools.FirstOrDefault(tool => tool.Name == name);
        var kind = tool?.Kind == ToolKind.Custom ? "custom" : "function";
        json.WriteString("type"u8, kind);
        json.WriteStartObject(kind);
        json.WriteString("name"u8, names.NameOf(name, tool?.Namespace));
        json.WriteEndObject();
    }
}
