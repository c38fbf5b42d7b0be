using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads input items into turns (OpenAI API reference, Responses, 2026-11). Ids of items mean nothing outside of their provider.</summary>
internal sealed class OpenAIResponsesItemReader(OpenAIResponsesConversation conversation, OpenAIResponsesToolReader tools)
{
    /// <summary>Prefix of an assistant item's own fields, which stand with its first part.</summary>
    internal const string ItemPrefix = "item.";

    /// <summary>Reads one item on whose start the reader stands.</summary>
    internal void Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string path)
    {
        var start = (int)reader.TokenStartIndex;
        var fields = OpenAIResponsesFields.Read(ref reader, body, path);
        var whole = new RawJson(body[start..(int)reader.BytesConsumed]);
        var type = fields.Text("type") ?? (fields.Has("role") ? "message" : fields.Has("id") ? "item_reference" : "");
        switch (type)
        {
            case "message":
                ReadMessage(fields, path);
                break;
            case "function_call" or "custom_tool_call":
                conversation.AddAssistant(ReadCall(fields, type == "custom_tool_call") with { Place = path });
                break;
            case "function_call_output" or "custom_tool_call_output":
                ReadOutput(fields, path);
                break;
            case "reasoning":
                ReadReasoning(fields, path);
                break;
            case "web_search_call":
                conversation.AddAssistant(ReadSearch(fields) with { Place = path });
                break;
            case "image_generation_call" when fields.Text("result") is { } result && DataUrl.Normalize(result) is { } base64:
                conversation.AddAssistant(new Part.Media(MediaKind.Image, "image/" + (fields.Text("output_format") ?? "png")) { Base64 = base64, Place = path });
                break;
            case "item_reference":
                ReadReference(fields, whole, path);
                break;
            case "additional_tools" or "tool_search_output":
                tools.ReadLoaded(fields.Raw("tools"), fields.PathOf("tools"));
                conversation.AddAssistant(new Part.Opaque(Protocol.OpenAIResponses, whole) { Place = path });
                break;
            case "":
                throw new FieldException(fields.PathOf("type"), $"'{fields.PathOf("type")}' is missing. Name the item's type.");
            default:
                conversation.AddAssistant(new Part.Opaque(Protocol.OpenAIResponses, whole) { Place = path });
                break;
        }
    }

    private void ReadMessage(OpenAIResponsesFields fields, string path)
    {
        var word = fields.Required("role");
        var parts = OpenAIResponsesPartReader.ReadContent(fields.Raw("content"), fields.PathOf("content"));
        fields.Ignore("id", "status");
        switch (word)
        {
            case "user":
                conversation.AddMessage(new Message { Role = Role.User, Parts = parts, Extras = fields.Rest(), Place = path });
                break;
            case "system" or "developer":
                conversation.AddMessage(new Message { Role = Role.System, Parts = parts, Extras = fields.Rest(), Place = path });
                break;
            case "assistant":
                var extras = fields.Rest(ItemPrefix);
                foreach (var part in parts)
                {
                    conversation.AddAssistant(extras is null ? part : part with { Extras = Join(extras, part.Extras) });
                    extras = null;
                }

                break;
            default:
                throw new FieldException(fields.PathOf("role"), $"'{fields.PathOf("role")}' is '{word}'. Use user, assistant, system or developer.");
        }
    }

    private static Extras Join(Extras first, Extras? second) => second is null ? first : first with { Fields = [.. first.Fields, .. second.Fields] };

    private static Part.ToolCall ReadCall(OpenAIResponsesFields fields, bool isCustom)
    {
        var (id, name) = (fields.Text("call_id") ?? fields.Text("id") ?? fields.Required("call_id"), fields.Required("name"));
        var arguments = isCustom ? ReadInput(fields) : ReadArguments(fields);
        var space = fields.Text("namespace");
        fields.Ignore("id", "status");
        return new Part.ToolCall(id, name, arguments) { Custom = isCustom, Namespace = space, Extras = fields.Rest() };
    }

    // Arguments are JSON in a JSON string; some clients replay them as the object itself.
    private static RawJson ReadArguments(OpenAIResponsesFields fields)
    {
        var raw = fields.Raw("arguments");
        if (raw.IsAbsent || raw.Utf8.Span[0] == (byte)'{')
        {
            return raw.IsAbsent ? new RawJson("{}"u8.ToArray()) : raw;
        }

        var reader = OpenAIResponsesFields.OpenReader(raw);
        var text = JsonRead.Text(ref reader, fields.PathOf("arguments"))!;
        return new RawJson(string.IsNullOrWhiteSpace(text) ? "{}"u8.ToArray() : Encoding.UTF8.GetBytes(text));
    }

    private static RawJson ReadInput(OpenAIResponsesFields fields)
    {
        var raw = fields.Raw("input");
        if (raw.IsAbsent)
        {
            return new RawJson("\"\""u8.ToArray());
        }

        var reader = OpenAIResponsesFields.OpenReader(raw);
        JsonRead.Text(ref reader, fields.PathOf("input"));
        return raw;
    }

    private void ReadOutput(OpenAIResponsesFields fields, string path)
    {
        var id = fields.Required("call_id");
        var output = fields.Raw("output");
        var content = !output.IsAbsent && output.Utf8.Span[0] == (byte)'{'
            ? [new Part.Text(output.ToString()) { Place = fields.PathOf("output") }]
            : OpenAIResponsesPartReader.ReadContent(output, fields.PathOf("output"));
        fields.Ignore("id", "status", "name");
        conversation.AddResult(new Part.ToolResult(id, content) { Extras = fields.Rest(), Place = path });
    }

    // An item without text and proof is only a name for what the provider stored: nobody else can read it.
    private void ReadReasoning(OpenAIResponsesFields fields, string path)
    {
        var text = JoinTexts(fields, "summary");
        text = text.Length > 0 ? text : JoinTexts(fields, "content");
        var proof = fields.Text("encrypted_content");
        fields.Ignore("id", "status", "content");
        if (text.Length > 0 || proof is { Length: > 0 })
        {
            conversation.AddAssistant(new Part.Reasoning(text, proof is { Length: > 0 } ? proof : null) { Extras = fields.Rest(), Place = path });
        }
    }

    internal static string JoinTexts(OpenAIResponsesFields fields, string member) => string.Join(
        "\n\n", OpenAIResponsesPartReader.ReadContent(fields.Raw(member), fields.PathOf(member)).OfType<Part.Text>().Select(static part => part.Value));

    private static Part.WebSearch ReadSearch(OpenAIResponsesFields fields)
    {
        var id = fields.Text("id") ?? "";
        var search = OpenAIResponsesSearch.Read(fields);
        fields.Ignore("status");
        return new Part.WebSearch(id, search.Query, search.Results) { Extras = fields.Rest() };
    }

    // What is only named stands at the provider that made it. Reasoning can be spared, a message or a call can not.
    private void ReadReference(OpenAIResponsesFields fields, RawJson whole, string path)
    {
        var id = fields.Required("id");
        if (!id.StartsWith("rs_", StringComparison.Ordinal))
        {
            throw new FieldException(fields.PathOf("id"), $"The item '{id}' is not known here. Send the item itself instead of a reference to it.");
        }

        conversation.AddAssistant(new Part.Opaque(Protocol.OpenAIResponses, whole) { Place = path });
    }
}
