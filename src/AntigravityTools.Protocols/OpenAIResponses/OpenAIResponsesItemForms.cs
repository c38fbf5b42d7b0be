using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Output items as JSON: empty as they open, and whole as they end (OpenAI API reference, 2026-11).</summary>
internal static class OpenAIResponsesItemForms
{
    /// <summary>Writes an item as it opens.</summary>
    internal static void WriteOpen(Utf8JsonWriter json, OpenAIResponsesOutput item) => Write(json, item, "in_progress"u8, "\"\""u8, isWhole: false);

    /// <summary>Writes an item as it ends.</summary>
    internal static void WriteWhole(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> status, ReadOnlySpan<byte> text) =>
        Write(json, item, status, text, isWhole: true);

    /// <summary>Writes the part that holds a message's text or a refusal.</summary>
    internal static void WritePart(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> text)
    {
        json.WriteStartObject();
        switch (item.Kind)
        {
            case BlockKind.Refusal:
                json.WriteString("type"u8, "refusal"u8);
                Raw(json, "refusal"u8, text);
                break;
            case BlockKind.Text:
                json.WriteString("type"u8, "output_text"u8);
                Raw(json, "text"u8, text);
                OpenAIResponsesAnnotations.Write(json, item.Citations, item.Length);
                item.WriteTokens(json);
                break;
            default:
                json.WriteString("type"u8, "summary_text"u8);
                Raw(json, "text"u8, text);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a member whose value is JSON already.</summary>
    internal static void Raw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }

    private static void Write(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> status, ReadOnlySpan<byte> text, bool isWhole)
    {
        if (item.Kind == BlockKind.WebSearch)
        {
            OpenAIResponsesSearchWriter.Write(json, item.Id, status, item.Query, item.Citations);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id"u8, item.IdBytes);
        switch (item.Kind)
        {
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                WriteCall(json, item, status, text);
                break;
            case BlockKind.Reasoning or BlockKind.RedactedReasoning:
                WriteReasoning(json, item, text, isWhole);
                break;
            case BlockKind.Media:
                json.WriteString("type"u8, "image_generation_call"u8);
                json.WriteString("status"u8, status);
                json.WriteString("result"u8, isWhole ? item.Media?.Base64 : null);
                if (item.Media?.MediaType is { } type && type.StartsWith("image/", StringComparison.Ordinal))
                {
                    json.WriteString("output_format"u8, type["image/".Length..]);
                }

                break;
            default:
                WriteMessage(json, item, status, text, isWhole);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> status, ReadOnlySpan<byte> text)
    {
        var isCustom = item.Kind == BlockKind.CustomToolCall;
        json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("status"u8, status);
        json.WriteString("call_id"u8, item.CallId);
        json.WriteString("name"u8, item.Name);
        if (item.Namespace is { } space)
        {
            json.WriteString("namespace"u8, space);
        }

        Raw(json, isCustom ? "input"u8 : "arguments"u8, text);
    }

    private static void WriteReasoning(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> text, bool isWhole)
    {
        json.WriteString("type"u8, "reasoning"u8);
        json.WriteStartArray("summary"u8);
        if (isWhole && item.IsPartOpen)
        {
            WritePart(json, item, text);
        }

        json.WriteEndArray();
        if (isWhole)
        {
            // Without it the item would come back as one that OpenAI is to look up in its own store.
            json.WriteString("encrypted_content"u8, item.Signature ?? OpaqueMark.Unproven);
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, OpenAIResponsesOutput item, ReadOnlySpan<byte> status, ReadOnlySpan<byte> text, bool isWhole)
    {
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, status);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        if (isWhole)
        {
            WritePart(json, item, text);
        }

        json.WriteEndArray();
    }
}
