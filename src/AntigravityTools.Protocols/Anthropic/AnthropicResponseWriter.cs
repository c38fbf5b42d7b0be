using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Writes a whole message.</summary>
internal static class AnthropicResponseWriter
{
    internal static LossReport Write(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output)
    {
        var answer = Answer.Fold(events);
        var losses = new LossList();
        var refusal = answer.Blocks.FirstOrDefault(block => block is { Choice: 0, Kind: BlockKind.Refusal })?.Text;
        var end = AnthropicIds.EndOf(answer.Finished.IsEmpty ? new StreamEvent.Finished(StopReason.EndTurn, null) : answer.Finished[0], refusal);
        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("id"u8, AnthropicIds.Message(answer.Id, context));
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, answer.Model.Length > 0 ? answer.Model : context.Request.Model);
        json.WriteStartArray("content"u8);
        var carried = false;
        foreach (var (block, index) in answer.Blocks.Where(block => block.Choice == 0).Select((block, index) => (block, index)))
        {
            // A call's own signature rides on the thinking before it.
            if (block is { Kind: BlockKind.ToolCall, Signature: { } signature } && !carried)
            {
                WriteThinking(json, "", signature);
            }

            carried = WriteBlock(json, context, block, index, answer, losses);
        }

        json.WriteEndArray();
        json.WriteString("stop_reason"u8, AnthropicStopReasons.Write(end.Reason));
        if (end.StopSequence is { } sequence)
        {
            json.WriteString("stop_sequence"u8, sequence);
        }
        else
        {
            json.WriteNull("stop_sequence"u8);
        }

        AnthropicIds.WriteDetails(json, end);
        AnthropicUsageWriter.Write(json, answer.Usage);
        json.WriteEndObject();
        return losses.ToReport();
    }

    // True where the block was thinking that carries a signature.
    private static bool WriteBlock(Utf8JsonWriter json, AnswerContext context, AnswerBlock block, int index, Answer answer, LossList losses)
    {
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal when block.Text.Length > 0:
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, block.Text);
                WriteCitations(json, block);
                json.WriteEndObject();
                return false;
            case BlockKind.Reasoning:
                return WriteReasoning(json, context, block, index, answer);
            case BlockKind.RedactedReasoning:
                json.WriteStartObject();
                json.WriteString("type"u8, "redacted_thinking"u8);
                json.WriteString("data"u8, block.Signature ?? "");
                json.WriteEndObject();
                return false;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                WriteCall(json, context, block, index);
                return false;
            case BlockKind.WebSearch:
                WriteSearch(json, context, block, index);
                return false;
            case BlockKind.Media:
                losses.Approximated($"{block.Media?.Kind} of the answer", "a message of Anthropic's holds no media; a note stands for it");
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, $"[The model made a {block.Media?.Kind} ({block.Media?.MediaType}) that this protocol can not carry.]");
                json.WriteEndObject();
                return false;
            default:
                return false;
        }
    }

    private static bool WriteReasoning(Utf8JsonWriter json, AnswerContext context, AnswerBlock block, int index, Answer answer)
    {
        var next = index + 1 < answer.Blocks.Length ? answer.Blocks[index + 1] : null;
        var signature = block.Signature ?? (next?.Kind == BlockKind.ToolCall ? next.Signature : null);
        var hidden = context.Request.Reasoning?.Show == false;
        if (hidden && signature is null)
        {
            return false;
        }

        WriteThinking(json, hidden ? "" : block.Text, signature ?? OpaqueMark.Unproven);
        return signature is not null;
    }

    private static void WriteThinking(Utf8JsonWriter json, string text, string signature)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "thinking"u8);
        json.WriteString("thinking"u8, text);
        json.WriteString("signature"u8, signature);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, AnswerContext context, AnswerBlock block, int index)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, AnthropicIds.Call(block.ToolCallId, context, index));
        json.WriteString("name"u8, ToolNaming.Flatten(block.Namespace, block.ToolName, ToolNameRule.Anthropic));
        json.WritePropertyName("input"u8);
        var arguments = System.Text.Encoding.UTF8.GetBytes(block.Text);
        if (block.Kind == BlockKind.ToolCall && arguments.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && JsonScan.IsWhole(arguments))
        {
            json.WriteRawValue(arguments, skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            if (block.Text.Length > 0)
            {
                json.WriteString(block.Kind == BlockKind.ToolCall ? "raw"u8 : "input"u8, block.Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSearch(Utf8JsonWriter json, AnswerContext context, AnswerBlock block, int index)
    {
        var id = AnthropicIds.Search(block.ToolCallId, context, index);
        json.WriteStartObject();
        json.WriteString("type"u8, "server_tool_use"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, "web_search"u8);
        json.WriteStartObject("input"u8);
        json.WriteString("query"u8, block.Text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type"u8, "web_search_tool_result"u8);
        json.WriteString("tool_use_id"u8, id);
        AnthropicCitations.WriteResults(json, block.Citations);
        json.WriteEndObject();
    }

    private static void WriteCitations(Utf8JsonWriter json, AnswerBlock block)
    {
        if (block.Citations.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("citations"u8);
        foreach (var citation in block.Citations)
        {
            AnthropicCitations.WriteLocation(json, citation);
        }

        json.WriteEndArray();
    }
}
