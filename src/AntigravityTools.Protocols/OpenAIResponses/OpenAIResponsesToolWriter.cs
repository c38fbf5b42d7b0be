using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes the tools of a request; tools of one namespace stand together again.</summary>
internal sealed class OpenAIResponsesToolWriter(ChatRequest request, ToolNaming naming, LossList losses, Utf8JsonWriter writer)
{
    private const string NamespacePrefix = "namespace.";
    private bool _searches;

    internal void Write()
    {
        var extras = request.Extras is { Protocol: Protocol.OpenAIResponses } own
            ? own.Fields.Where(field => field.Key.StartsWith("tools[", StringComparison.Ordinal)).ToList()
            : [];
        if (request.Tools.IsEmpty && extras.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tools"u8);
        for (var i = 0; i < request.Tools.Length; i++)
        {
            if (request.Tools[i].Namespace is null)
            {
                Write(request.Tools[i], i);
            }
            else if (i == 0 || request.Tools[i - 1].Namespace != request.Tools[i].Namespace)
            {
                WriteNamespace(i);
            }
        }

        foreach (var (_, tool) in extras)
        {
            writer.WriteRawValue(tool.Utf8.Span);
        }

        writer.WriteEndArray();
    }

    private void WriteNamespace(int first)
    {
        var space = request.Tools[first].Namespace!;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "namespace"u8);
        writer.WriteString("name"u8, space);
        WriteExtras(request.Tools[first].Extras, field => field.StartsWith(NamespacePrefix, StringComparison.Ordinal), NamespacePrefix.Length);
        writer.WriteStartArray("tools"u8);
        for (var i = first; i < request.Tools.Length && request.Tools[i].Namespace == space; i++)
        {
            Write(request.Tools[i], i);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(ToolDefinition tool, int index)
    {
        losses.Foreign($"tools[{index}]", tool.Extras, Protocol.OpenAIResponses);
        if (tool.Native is { Protocol: Protocol.OpenAIResponses } native)
        {
            writer.WriteRawValue(native.Json.Utf8.Span);
            return;
        }

        switch (tool.Kind)
        {
            case ToolKind.Function:
                WriteFunction(tool, index);
                break;
            case ToolKind.Custom:
                WriteCustom(tool);
                break;
            case ToolKind.WebSearch:
                WriteSearch(tool, index);
                break;
            case ToolKind.WebFetch:
                losses.Approximated($"tools[{index}]", "the Responses API opens pages as part of its web search");
                WriteSearch(tool, index);
                break;
            case ToolKind.CodeExecution:
                losses.Approximated($"tools[{index}]", "the Responses API runs code as its code interpreter");
                writer.WriteRawValue("""{"type":"code_interpreter","container":{"type":"auto"}}"""u8, skipInputValidation: true);
                break;
            default:
                losses.Dropped($"tools[{index}]", $"the Responses API has no tool '{tool.Name}'");
                break;
        }
    }

    private void WriteFunction(ToolDefinition tool, int index)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteString("name"u8, NameOf(tool));
        if (tool.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WritePropertyName("parameters"u8);
        writer.WriteRawValue(tool.Parameters.IsAbsent ? """{"type":"object","properties":{}}"""u8 : tool.Parameters.Utf8.Span);

        // What is not said means strict here, and elsewhere not.
        if (tool.Strict is null && request.Extras is { Protocol: Protocol.OpenAIResponses })
        {
            WriteOwnExtras(tool);
            writer.WriteEndObject();
            return;
        }

        var isSafe = tool.Strict != true || OpenAIStrictCheck.IsSafe(tool.Parameters);
        if (!isSafe)
        {
            losses.Approximated($"tools[{index}].strict", "the schema leaves members open or optional, which OpenAI's strict mode refuses");
        }

        writer.WriteBoolean("strict"u8, tool.Strict == true && isSafe);
        WriteOwnExtras(tool);
        writer.WriteEndObject();
    }

    private void WriteCustom(ToolDefinition tool)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "custom"u8);
        writer.WriteString("name"u8, NameOf(tool));
        if (tool.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        if (!tool.Format.IsAbsent)
        {
            writer.WritePropertyName("format"u8);
            OpenAIResponsesGrammar.Write(tool.Format, writer);
        }

        WriteOwnExtras(tool);
        writer.WriteEndObject();
    }

    private void WriteSearch(ToolDefinition tool, int index)
    {
        if (!tool.BlockedDomains.IsDefaultOrEmpty)
        {
            losses.Dropped($"tools[{index}].blocked_domains", "the Responses API can only name the domains that are allowed");
        }

        if (_searches)
        {
            return;
        }

        _searches = true;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "web_search"u8);
        if (!tool.AllowedDomains.IsDefaultOrEmpty)
        {
            writer.WriteStartObject("filters"u8);
            writer.WriteStartArray("allowed_domains"u8);
            foreach (var domain in tool.AllowedDomains)
            {
                writer.WriteStringValue(domain);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // A namespace keeps names apart by itself.
    private string NameOf(ToolDefinition tool) => tool.Namespace is null ? naming.NameOf(tool.Name) : tool.Name;

    private void WriteOwnExtras(ToolDefinition tool) =>
        WriteExtras(tool.Extras, field => !field.StartsWith(NamespacePrefix, StringComparison.Ordinal), 0);

    private void WriteExtras(Extras? extras, Func<string, bool> wanted, int skip)
    {
        foreach (var (name, value) in extras is { Protocol: Protocol.OpenAIResponses } ? extras.Fields : [])
        {
            if (wanted(name))
            {
                writer.WritePropertyName(name[skip..]);
                writer.WriteRawValue(value.Utf8.Span);
            }
        }
    }
}
