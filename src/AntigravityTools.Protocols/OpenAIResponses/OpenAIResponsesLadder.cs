using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>The rungs of one output item: opened, its part opened, deltas, and everything that closes it (protocols.md §1.3).</summary>
internal sealed class OpenAIResponsesLadder(OpenAIResponsesFrames frames)
{
    /// <summary>Opens an item.</summary>
    internal void Open(OpenAIResponsesOutput item, IBufferWriter<byte> output)
    {
        var json = frames.Begin("response.output_item.added"u8);
        json.WriteNumber("output_index"u8, item.Index);
        json.WritePropertyName("item"u8);
        OpenAIResponsesItemForms.WriteOpen(json, item);
        frames.End("response.output_item.added"u8, output);
        switch (item.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                OpenPart(item, "response.content_part.added"u8, "content_index"u8, output);
                break;
            case BlockKind.WebSearch:
                frames.Write("response.web_search_call.in_progress"u8, item, output);
                frames.Write("response.web_search_call.searching"u8, item, output);
                break;
            case BlockKind.Media:
                frames.Write("response.image_generation_call.in_progress"u8, item, output);
                frames.Write("response.image_generation_call.generating"u8, item, output);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds text.</summary>
    internal void Add(OpenAIResponsesOutput item, string text, IBufferWriter<byte> output)
    {
        switch (item.Kind)
        {
            case BlockKind.Text:
                frames.WriteDelta("response.output_text.delta"u8, item, ",\"content_index\":0"u8, text, ",\"logprobs\":[]"u8, output);
                break;
            case BlockKind.Refusal:
                frames.WriteDelta("response.refusal.delta"u8, item, ",\"content_index\":0"u8, text, default, output);
                break;
            case BlockKind.ToolCall:
                frames.WriteDelta("response.function_call_arguments.delta"u8, item, default, text, default, output);
                break;
            case BlockKind.CustomToolCall:
                frames.WriteDelta("response.custom_tool_call_input.delta"u8, item, default, text, default, output);
                break;
            case BlockKind.Reasoning or BlockKind.RedactedReasoning:
                if (!item.IsPartOpen)
                {
                    OpenPart(item, "response.reasoning_summary_part.added"u8, "summary_index"u8, output);
                }

                frames.WriteDelta("response.reasoning_summary_text.delta"u8, item, ",\"summary_index\":0"u8, text, default, output);
                break;
            case BlockKind.WebSearch:
                item.Query += text;
                break;
            default:
                break;
        }
    }

    /// <summary>Adds log probabilities to a text: in a delta of their own, which brings no text.</summary>
    internal void AddTokens(OpenAIResponsesOutput item, RawJson tokens, IBufferWriter<byte> output)
    {
        var json = frames.Begin("response.output_text.delta"u8, item);
        json.WriteNumber("content_index"u8, 0);
        json.WriteString("delta"u8, ""u8);
        OpenAIResponsesItemForms.Raw(json, "logprobs"u8, tokens.Utf8.Span);
        frames.End("response.output_text.delta"u8, output);
        item.AddTokens(tokens.Utf8.Span);
    }

    /// <summary>Adds a source to a text.</summary>
    internal void Cite(OpenAIResponsesOutput item, Citation citation, IBufferWriter<byte> output)
    {
        var json = frames.Begin("response.output_text.annotation.added"u8, item);
        json.WriteNumber("content_index"u8, 0);
        json.WriteNumber("annotation_index"u8, item.Citations.Count);
        json.WritePropertyName("annotation"u8);
        OpenAIResponsesAnnotations.WriteOne(json, citation, item.Length);
        frames.End("response.output_text.annotation.added"u8, output);

        // What the frame said of an unknown place stays true when the text grows.
        item.Citations.Add(citation with { End = citation.End ?? item.Length });
    }

    /// <summary>Closes an item.</summary>
    internal void Close(OpenAIResponsesOutput item, bool isWhole, IBufferWriter<byte> output)
    {
        if (item.Kind == BlockKind.ToolCall && item.Length == 0 && isWhole)
        {
            Add(item, "{}", output);
        }

        var text = item.CloseText();
        CloseText(item, text, output);
        item.Json = BuildItem(item, isWhole ? "completed" : "incomplete", text.ToArray());
        var json = frames.Begin("response.output_item.done"u8);
        json.WriteNumber("output_index"u8, item.Index);
        OpenAIResponsesItemForms.Raw(json, "item"u8, item.Json);
        frames.End("response.output_item.done"u8, output);
    }

    /// <summary>Writes an item that came whole from the same protocol.</summary>
    internal void WriteWhole(OpenAIResponsesOutput item, RawJson raw, IBufferWriter<byte> output)
    {
        item.Json = raw.Utf8.ToArray();
        WriteItem("response.output_item.added"u8, item, output);
        WriteItem("response.output_item.done"u8, item, output);
    }

    private void WriteItem(ReadOnlySpan<byte> type, OpenAIResponsesOutput item, IBufferWriter<byte> output)
    {
        var json = frames.Begin(type);
        json.WriteNumber("output_index"u8, item.Index);
        OpenAIResponsesItemForms.Raw(json, "item"u8, item.Json);
        frames.End(type, output);
    }

    private byte[] BuildItem(OpenAIResponsesOutput item, string status, byte[] text) => frames.Build(
        (item, status, text),
        static (json, state) => OpenAIResponsesItemForms.WriteWhole(json, state.item, System.Text.Encoding.UTF8.GetBytes(state.status), state.text));

    private void OpenPart(OpenAIResponsesOutput item, ReadOnlySpan<byte> type, ReadOnlySpan<byte> place, IBufferWriter<byte> output)
    {
        item.IsPartOpen = true;
        var json = frames.Begin(type, item);
        json.WriteNumber(place, 0);
        json.WritePropertyName("part"u8);
        OpenAIResponsesItemForms.WritePart(json, item, "\"\""u8);
        frames.End(type, output);
    }

    private void CloseText(OpenAIResponsesOutput item, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        switch (item.Kind)
        {
            case BlockKind.Text:
                CloseText(item, "response.output_text.done"u8, "content_index"u8, "text"u8, text, output);
                ClosePart(item, "response.content_part.done"u8, "content_index"u8, text, output);
                break;
            case BlockKind.Refusal:
                CloseText(item, "response.refusal.done"u8, "content_index"u8, "refusal"u8, text, output);
                ClosePart(item, "response.content_part.done"u8, "content_index"u8, text, output);
                break;
            case BlockKind.ToolCall:
                CloseText(item, "response.function_call_arguments.done"u8, default, "arguments"u8, text, output);
                break;
            case BlockKind.CustomToolCall:
                CloseText(item, "response.custom_tool_call_input.done"u8, default, "input"u8, text, output);
                break;
            case BlockKind.Reasoning or BlockKind.RedactedReasoning when item.IsPartOpen:
                CloseText(item, "response.reasoning_summary_text.done"u8, "summary_index"u8, "text"u8, text, output);
                ClosePart(item, "response.reasoning_summary_part.done"u8, "summary_index"u8, text, output);
                break;
            case BlockKind.WebSearch:
                frames.Write("response.web_search_call.completed"u8, item, output);
                break;
            case BlockKind.Media:
                frames.Write("response.image_generation_call.completed"u8, item, output);
                break;
            default:
                break;
        }
    }

    private void CloseText(
        OpenAIResponsesOutput item, ReadOnlySpan<byte> type, ReadOnlySpan<byte> place, ReadOnlySpan<byte> member, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var json = frames.Begin(type, item);
        if (!place.IsEmpty)
        {
            json.WriteNumber(place, 0);
        }

        if (item.Kind == BlockKind.ToolCall)
        {
            json.WriteString("name"u8, item.Name);
        }

        OpenAIResponsesItemForms.Raw(json, member, text);
        if (item.Kind == BlockKind.Text)
        {
            item.WriteTokens(json);
        }

        frames.End(type, output);
    }

    private void ClosePart(OpenAIResponsesOutput item, ReadOnlySpan<byte> type, ReadOnlySpan<byte> place, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var json = frames.Begin(type, item);
        json.WriteNumber(place, 0);
        json.WritePropertyName("part"u8);
        OpenAIResponsesItemForms.WritePart(json, item, text);
        frames.End(type, output);
    }
}
