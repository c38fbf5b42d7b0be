using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes <c>tools</c> and <c>toolConfig</c>.</summary>
internal sealed class GeminiToolWriter(ChatRequest request, UpstreamTarget target, GeminiModelRules rules, ToolNaming names, LossList losses)
{
    private static readonly RawJson OneText = new("{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}"u8.ToArray());
    private readonly List<ToolDefinition> _functions = [.. Functions(request, rules)];
    private readonly List<ToolDefinition> _builtIn = [.. request.Tools.Where(tool => !IsFunction(tool))];

    /// <summary>True where the model may call functions of the client.</summary>
    internal bool HasFunctions => _functions.Count > 0;

    // Functions and built-in tools together: the third generation, over Google's own API.
    private bool Mixes => rules.IsThird && target.Provider != "vertex";

    internal Fault? Write(Utf8JsonWriter json)
    {
        foreach (var twice in request.Tools.Where(IsFunction).GroupBy(tool => (tool.Namespace, tool.Name)).Where(group => group.Count() > 1))
        {
            losses.Dropped($"tools ({twice.Key.Name})", "two functions have this name; the first one counts");
        }

        if (HasFunctions && _builtIn.Count > 0 && !Mixes)
        {
            foreach (var tool in _builtIn)
            {
                losses.Dropped($"tools ({tool.Name})", $"{target.Model} can not use it and call functions in one request");
            }

            _builtIn.Clear();
        }

        if (!HasFunctions && _builtIn.Count == 0)
        {
            return null;
        }

        json.WriteStartArray("tools"u8);
        if ((HasFunctions ? WriteFunctions(json) : null) is { } wrong)
        {
            return wrong;
        }

        foreach (var tool in _builtIn)
        {
            if (WriteBuiltIn(json, tool) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }

    internal void WriteConfig(Utf8JsonWriter json)
    {
        var mixes = HasFunctions && _builtIn.Count > 0;
        var own = new GeminiNestedExtras(request.Extras, "toolConfig.");
        var mode = HasFunctions ? Mode() : null;
        if (mode is null && !mixes && own.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("toolConfig"u8);
        if (mode is not null)
        {
            json.WriteStartObject("functionCallingConfig"u8);
            json.WriteString("mode"u8, mode);
            WriteNames(json, mode);
            new GeminiNestedExtras(request.Extras, "toolConfig.functionCallingConfig.").Write(json);
            json.WriteEndObject();
        }

        if (mixes && !own.Has("includeServerSideToolInvocations"))
        {
            json.WriteBoolean("includeServerSideToolInvocations"u8, true);
        }

        own.Write(json);
        json.WriteEndObject();
    }

    private static bool IsFunction(ToolDefinition tool) => tool.Kind is ToolKind.Function or ToolKind.Custom;

    // The older generations have no allow-list that leaves the model free: what may not be called is not offered there.
    private static IEnumerable<ToolDefinition> Functions(ChatRequest request, GeminiModelRules rules)
    {
        var functions = request.Tools.Where(IsFunction).DistinctBy(tool => (tool.Namespace, tool.Name));
        return request.ToolChoice is { Mode: ToolChoiceMode.Allowed, Names: var allowed } && !rules.IsThird
            ? functions.Where(tool => allowed.Contains(tool.Name))
            : functions;
    }

    private Fault? WriteFunctions(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in _functions)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, names.NameOf(tool.Name, tool.Namespace, emulated: tool.Kind == ToolKind.Custom));
            if (Description(tool) is { Length: > 0 } description)
            {
                json.WriteString("description"u8, description);
            }

            if (WriteParameters(json, tool) is { } fault)
            {
                return fault;
            }

            ExtrasWriter.Write(json, tool.Extras, Protocol.Gemini);
            losses.Foreign($"tools ({tool.Name})", tool.Extras, Protocol.Gemini);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private string? Description(ToolDefinition tool)
    {
        if (tool.Kind != ToolKind.Custom)
        {
            return tool.Description;
        }

        losses.Emulated($"tools ({tool.Name})", "gemini has no tools with free text; it is offered as a function with one string, 'input'");
        return tool.Format.IsAbsent ? tool.Description : $"{tool.Description}\n\nThe input must follow this format: {tool.Format}";
    }

    private Fault? WriteParameters(Utf8JsonWriter json, ToolDefinition tool)
    {
        var schema = tool.Kind == ToolKind.Custom ? OneText : tool.Parameters;
        return schema.IsAbsent ? null : WriteSchema(json, "parameters", schema, $"tools ({tool.Name}).parameters", rules.OldSchemas, losses);
    }

    /// <summary>Writes a schema as JSON Schema, or in Google's own subset where the model knows no better.</summary>
    internal static Fault? WriteSchema(Utf8JsonWriter json, string member, RawJson schema, string place, bool old, LossList losses)
    {
        if (!old)
        {
            json.WritePropertyName(member == "parameters" ? "parametersJsonSchema" : "responseJsonSchema");
            json.WriteRawValue(schema.Utf8.Span, skipInputValidation: true);
            return null;
        }

        try
        {
            if (member == "parameters" && !SchemaWriter.SaysSomething(schema))
            {
                return null;
            }

            var output = new ArrayBufferWriter<byte>(schema.Utf8.Length + 64);
            using (var inner = JsonWriters.Open(output))
            {
                new SchemaWriter(GeminiSchemaDialect.Table, losses).Write(schema, place, inner);
            }

            json.WritePropertyName(member == "parameters" ? "parameters" : "responseSchema");
            json.WriteRawValue(output.WrittenSpan, skipInputValidation: true);
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Param = place, Message = $"The schema at {place} is not valid JSON text. Send it as one JSON object in UTF-8." };
        }
    }

    private Fault? WriteBuiltIn(Utf8JsonWriter json, ToolDefinition tool)
    {
        if (tool.Native is { Protocol: Protocol.Gemini } own)
        {
            GeminiArguments.WriteCompact(json, own.Json.Utf8.Span);
            return null;
        }

        var name = tool.Kind switch
        {
            ToolKind.WebSearch => "googleSearch",
            ToolKind.WebFetch => "urlContext",
            ToolKind.CodeExecution => "codeExecution",
            _ => null,
        };
        if (name is null)
        {
            return new Fault
            {
                Kind = FaultKind.Unsupported, Param = "tools",
                Message = $"The tool '{tool.Name}' is run by its provider and has no counterpart at Gemini. Leave it out, or use an account that has it.",
            };
        }

        if (tool.AllowedDomains.Length > 0)
        {
            losses.Dropped($"tools ({tool.Name}).allowed_domains", "Gemini's search can not be held to a list of sites");
        }

        if (tool.BlockedDomains.Length > 0)
        {
            losses.Dropped($"tools ({tool.Name}).blocked_domains", "Gemini's search takes no list of sites");
        }

        json.WriteStartObject();
        json.WriteStartObject(name);
        json.WriteEndObject();
        json.WriteEndObject();
        return null;
    }

    private string? Mode()
    {
        var strict = _functions.Exists(tool => tool.Strict is true);
        switch (request.ToolChoice?.Mode)
        {
            case ToolChoiceMode.None:
                return "NONE";
            case ToolChoiceMode.Required or ToolChoiceMode.Named or ToolChoiceMode.AllowedRequired:
                return "ANY";
            case ToolChoiceMode.Allowed when rules.IsThird:
                return "VALIDATED";
            case null when !strict:
                return null;
        }

        if (strict && !rules.IsThird)
        {
            losses.Dropped("tools.strict", $"{target.Model} can not be held to a schema exactly");
        }

        return strict && rules.IsThird ? "VALIDATED" : request.ToolChoice is null ? null : "AUTO";
    }

    private void WriteNames(Utf8JsonWriter json, string mode)
    {
        if (mode is not ("ANY" or "VALIDATED") || request.ToolChoice is not { Names: { IsDefaultOrEmpty: false } allowed })
        {
            return;
        }

        json.WriteStartArray("allowedFunctionNames"u8);
        foreach (var name in allowed)
        {
            var tool = _functions.Find(tool => tool.Name == name);
            json.WriteStringValue(names.NameOf(name, tool?.Namespace, emulated: tool?.Kind == ToolKind.Custom));
        }

        json.WriteEndArray();
    }
}
