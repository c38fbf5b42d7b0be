using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads the tools of a request; namespaces are flattened, deferred tools count as offered.</summary>
internal sealed class OpenAIResponsesToolReader
{
    private readonly ImmutableArray<ToolDefinition>.Builder _tools = ImmutableArray.CreateBuilder<ToolDefinition>();
    private readonly HashSet<(string? Namespace, string Name)> _known = [];
    private readonly ImmutableArray<KeyValuePair<string, RawJson>>.Builder _extras;

    /// <param name="extras">Takes tools that a request can do without; their loss is then told.</param>
    internal OpenAIResponsesToolReader(ImmutableArray<KeyValuePair<string, RawJson>>.Builder extras) => _extras = extras;

    /// <summary>Every tool, each once.</summary>
    internal ImmutableArray<ToolDefinition> ToTools() => _tools.ToImmutable();

    /// <summary>Reads the list on which the reader stands.</summary>
    internal void Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string path, string? space = null)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectArray(ref reader, path);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            var place = $"{path}[{i}]";
            var start = (int)reader.TokenStartIndex;
            var fields = OpenAIResponsesFields.Read(ref reader, body, place);
            ReadTool(fields, new RawJson(body[start..(int)reader.BytesConsumed]), place, space);
        }
    }

    /// <summary>Reads tools that an item brought later: they are offered from the start.</summary>
    internal void ReadLoaded(RawJson tools, string path)
    {
        if (!tools.IsAbsent)
        {
            var reader = OpenAIResponsesFields.OpenReader(tools);
            Read(ref reader, tools.Utf8, path);
        }
    }

    private void ReadTool(OpenAIResponsesFields fields, RawJson whole, string path, string? space)
    {
        var type = fields.Required("type");
        switch (type)
        {
            case "function":
                ReadFunction(fields, space);
                break;
            case "custom":
                Add(new ToolDefinition
                {
                    Kind = ToolKind.Custom,
                    Name = fields.Required("name"),
                    Namespace = space,
                    Description = fields.Text("description"),
                    Format = fields.Raw("format"),
                    Extras = fields.Rest(),
                });
                break;
            case "namespace":
                ReadNamespace(fields);
                break;
            case "tool_search" or "programmatic_tool_calling":
                _extras.Add(new(path, whole));
                break;
            default:
                ReadHosted(type, fields, whole, path);
                break;
        }
    }

    private void ReadFunction(OpenAIResponsesFields fields, string? space)
    {
        // The nested form is Chat's; many clients send it here too.
        var nested = fields.Raw("function");
        var source = nested.IsAbsent ? fields : OpenAIResponsesFields.Read(nested, fields.PathOf("function"));
        Add(new ToolDefinition
        {
            Name = source.Required("name"),
            Namespace = space,
            Description = source.Text("description"),
            Parameters = source.Raw("parameters"),
            Strict = source.Flag("strict"),
            Extras = source.Rest(),
        });
    }

    private void ReadNamespace(OpenAIResponsesFields fields)
    {
        var (name, tools, first) = (fields.Required("name"), fields.Raw("tools"), _tools.Count);
        if (tools.IsAbsent)
        {
            return;
        }

        var reader = OpenAIResponsesFields.OpenReader(tools);
        Read(ref reader, tools.Utf8, fields.PathOf("tools"), name);
        if (_tools.Count > first && fields.Rest("namespace.") is { } extras)
        {
            var tool = _tools[first];
            _tools[first] = tool with { Extras = tool.Extras is null ? extras : extras with { Fields = [.. extras.Fields, .. tool.Extras.Fields] } };
        }
    }

    private void ReadHosted(string type, OpenAIResponsesFields fields, RawJson whole, string path)
    {
        var isSearch = type.StartsWith("web_search", StringComparison.Ordinal);
        if (isSearch && fields.Flag("external_web_access") == false)
        {
            // Only pages that OpenAI keeps: no other provider's search means that, and the request works without.
            _extras.Add(new(path, whole));
            return;
        }

        var filters = isSearch && fields.Raw("filters") is { IsAbsent: false } raw ? OpenAIResponsesFields.Read(raw, fields.PathOf("filters")) : null;
        Add(new ToolDefinition
        {
            Kind = isSearch ? ToolKind.WebSearch : type == "code_interpreter" ? ToolKind.CodeExecution : ToolKind.Hosted,
            Name = type,
            AllowedDomains = filters?.Texts("allowed_domains") ?? [],
            BlockedDomains = filters?.Texts("blocked_domains") ?? [],
            Native = new Part.Opaque(Protocol.OpenAIResponses, whole),
        });
    }

    private void Add(ToolDefinition tool)
    {
        // Several MCP servers are several tools of one name.
        if (tool.Kind == ToolKind.Hosted || _known.Add((tool.Namespace, tool.Name)))
        {
            _tools.Add(tool);
        }
    }
}
