using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>The <c>tool_choice</c> of a request, both ways.</summary>
internal static class OpenAIResponsesToolChoices
{
    private const string Field = "tool_choice";

    /// <summary>Reads the value; null where it says nothing.</summary>
    internal static ToolChoice? Read(RawJson raw)
    {
        var reader = OpenAIResponsesFields.OpenReader(raw);
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonRead.Text(ref reader, Field) switch
            {
                "auto" => ToolChoice.Of(ToolChoiceMode.Auto),
                "none" => ToolChoice.Of(ToolChoiceMode.None),
                "required" or "any" => ToolChoice.Of(ToolChoiceMode.Required),
                var word => throw new FieldException(Field, $"'tool_choice' is '{word}'. Use auto, none, required, or an object that names a tool."),
            };
        }

        var fields = OpenAIResponsesFields.Read(raw, Field);
        var type = fields.Required("type");
        return type == "allowed_tools" ? ReadAllowed(fields) : ToolChoice.Named(NameOf(fields, type));
    }

    private static ToolChoice ReadAllowed(OpenAIResponsesFields fields)
    {
        // Chat nests the list one level deeper.
        var nested = fields.Raw("allowed_tools");
        var source = nested.IsAbsent ? fields : OpenAIResponsesFields.Read(nested, "tool_choice.allowed_tools");
        var mode = source.Text("mode") == "required" ? ToolChoiceMode.AllowedRequired : ToolChoiceMode.Allowed;
        var tools = source.Raw("tools");
        var names = ImmutableArray.CreateBuilder<string>();
        if (!tools.IsAbsent)
        {
            var reader = OpenAIResponsesFields.OpenReader(tools);
            JsonRead.ExpectArray(ref reader, source.PathOf("tools"));
            while (JsonRead.NextElement(ref reader))
            {
                var tool = OpenAIResponsesFields.Read(ref reader, tools.Utf8, source.PathOf("tools"));
                names.Add(NameOf(tool, tool.Required("type")));
            }
        }

        return new ToolChoice(mode, names.ToImmutable());
    }

    private static string NameOf(OpenAIResponsesFields fields, string type)
    {
        if (type is not ("function" or "custom"))
        {
            return type;
        }

        var nested = fields.Raw(type);
        return nested.IsAbsent ? fields.Required("name") : OpenAIResponsesFields.Read(nested, fields.PathOf(type)).Required("name");
    }

    /// <summary>Writes the value.</summary>
    internal static void Write(ToolChoice choice, ChatRequest request, Func<string, string> rename, Utf8JsonWriter writer)
    {
        writer.WritePropertyName("tool_choice"u8);
        switch (choice.Mode)
        {
            case ToolChoiceMode.Auto:
                writer.WriteStringValue("auto"u8);
                break;
            case ToolChoiceMode.None:
                writer.WriteStringValue("none"u8);
                break;
            case ToolChoiceMode.Required:
                writer.WriteStringValue("required"u8);
                break;
            case ToolChoiceMode.Named when choice.Names.Length == 1:
                WriteTool(choice.Names[0], request, rename, writer);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "allowed_tools"u8);
                writer.WriteString("mode"u8, choice.Mode is ToolChoiceMode.Allowed ? "auto"u8 : "required"u8);
                writer.WriteStartArray("tools"u8);
                foreach (var name in choice.Names)
                {
                    WriteTool(name, request, rename, writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteTool(string name, ChatRequest request, Func<string, string> rename, Utf8JsonWriter writer)
    {
        var kind = request.Tools.FirstOrDefault(tool => tool.Name == name)?.Kind ?? ToolKind.Function;
        writer.WriteStartObject();
        switch (kind)
        {
            case ToolKind.Function or ToolKind.Custom:
                writer.WriteString("type"u8, kind == ToolKind.Custom ? "custom"u8 : "function"u8);
                writer.WriteString("name"u8, rename(name));
                break;
            case ToolKind.WebSearch or ToolKind.WebFetch:
                writer.WriteString("type"u8, name.StartsWith("web_search_preview", StringComparison.Ordinal) ? name : "web_search");
                break;
            case ToolKind.CodeExecution:
                writer.WriteString("type"u8, "code_interpreter"u8);
                break;
            default:
                writer.WriteString("type"u8, name);
                break;
        }

        writer.WriteEndObject();
    }
}
