using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Writes tools and the choice between them. Custom tools become functions with one string property.</summary>
internal sealed class AnthropicToolWriter(ChatRequest request, ToolNaming names, LossList losses)
{
    private static readonly byte[] NoInput = "{\"type\":\"object\",\"properties\":{}}"u8.ToArray();
    private static readonly byte[] OneText = "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}"u8.ToArray();

    /// <param name="json">Takes the members.</param>
    /// <param name="forced">True where thinking is on: a call can not be forced then.</param>
    internal Fault? Write(Utf8JsonWriter json, bool forced)
    {
        var tools = Offered();
        if (tools.Count == 0)
        {
            return null;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            if (WriteTool(json, tool) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        WriteChoice(json, forced);
        return null;
    }

    // Anthropic has no allow-list: what may not be called is not offered.
    private List<ToolDefinition> Offered() => request.ToolChoice is { Mode: ToolChoiceMode.Allowed or ToolChoiceMode.AllowedRequired, Names: var allowed }
        ? [.. request.Tools.Where(tool => allowed.Contains(tool.Name))]
        : [.. request.Tools];

    private Fault? WriteTool(Utf8JsonWriter json, ToolDefinition tool)
    {
        if (tool.Native is { Protocol: Protocol.Anthropic } own)
        {
            names.NameOf(tool.Name);
            json.WriteRawValue(own.Json.Utf8.Span, skipInputValidation: true);
            return null;
        }

        switch (tool.Kind)
        {
            case ToolKind.Function:
                WriteFunction(json, tool, names.NameOf(tool.Name, tool.Namespace), tool.Parameters.IsAbsent ? NoInput : tool.Parameters.Utf8.Span, tool.Description);
                return null;
            case ToolKind.Custom:
                losses.Emulated($"tools ({tool.Name})", "anthropic has no tools with free text; it is offered as a function with one string, 'input'");
                var format = tool.Format.IsAbsent ? "" : $"\n\nThe input must follow this format: {tool.Format}";
                WriteFunction(json, tool, names.NameOf(tool.Name, tool.Namespace, emulated: true), OneText, tool.Description + format);
                return null;
            case ToolKind.WebSearch:
                WriteSearch(json, tool);
                return null;
            case ToolKind.WebFetch:
                WriteTyped(json, "web_fetch_20250910", "web_fetch");
                return null;
            case ToolKind.CodeExecution:
                WriteTyped(json, "code_execution_20250825", "code_execution");
                return null;
            default:
                return new Fault
                {
                    Kind = FaultKind.Unsupported, Param = "tools",
                    Message = $"The tool '{tool.Name}' is run by its provider and has no counterpart at Anthropic. Leave it out, or use an account that has it.",
                };
        }
    }

    private void WriteFunction(Utf8JsonWriter json, ToolDefinition tool, string name, ReadOnlySpan<byte> schema, string? description)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        if (!string.IsNullOrEmpty(description))
        {
            json.WriteString("description"u8, description);
        }

        json.WritePropertyName("input_schema"u8);
        json.WriteRawValue(HasType(schema) ? schema : NoInput, skipInputValidation: true);
        if (tool.Strict is true && JsonScan.TryFind(schema, "additionalProperties"u8, out var open) && open.SequenceEqual("false"u8))
        {
            json.WriteBoolean("strict"u8, true);
        }

        WriteHint(json, tool.CacheHint);
        ExtrasWriter.Write(json, tool.Extras, Protocol.Anthropic);
        losses.Foreign($"tools ({tool.Name})", tool.Extras, Protocol.Anthropic);
        json.WriteEndObject();
    }

    private static bool HasType(ReadOnlySpan<byte> schema) => JsonScan.TryFind(schema, "type"u8, out _) || JsonScan.TryFind(schema, "$ref"u8, out _);

    private static void WriteSearch(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "web_search_20250305"u8);
        json.WriteString("name"u8, "web_search"u8);
        WriteDomains(json, "allowed_domains", tool.AllowedDomains);
        WriteDomains(json, "blocked_domains", tool.BlockedDomains);
        json.WriteEndObject();
    }

    private static void WriteDomains(Utf8JsonWriter json, string name, System.Collections.Immutable.ImmutableArray<string> domains)
    {
        if (domains.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var domain in domains)
        {
            json.WriteStringValue(domain);
        }

        json.WriteEndArray();
    }

    private static void WriteTyped(Utf8JsonWriter json, string type, string name)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }

    internal static void WriteHint(Utf8JsonWriter json, bool hint)
    {
        if (hint)
        {
            json.WriteStartObject("cache_control"u8);
            json.WriteString("type"u8, "ephemeral"u8);
            json.WriteEndObject();
        }
    }

    private void WriteChoice(Utf8JsonWriter json, bool forced)
    {
        if (request.ToolChoice is null && request.ParallelToolCalls is not false)
        {
            return;
        }

        var mode = request.ToolChoice?.Mode ?? ToolChoiceMode.Auto;
        var word = mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required or ToolChoiceMode.AllowedRequired => "any",
            ToolChoiceMode.Named => "tool",
            _ => "auto",
        };
        if (forced && (word is "any" or "tool"))
        {
            losses.Approximated("tool_choice", "a call can not be forced while thinking is on; the model decides");
            word = "auto";
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, word);
        if (word == "tool" && request.ToolChoice is { Names: [var name, ..] })
        {
            var tool = request.Tools.FirstOrDefault(tool => tool.Name == name);
            json.WriteString("name"u8, names.NameOf(name, tool?.Namespace, emulated: tool?.Kind == ToolKind.Custom));
        }

        if (request.ParallelToolCalls is false && word != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
    }
}
