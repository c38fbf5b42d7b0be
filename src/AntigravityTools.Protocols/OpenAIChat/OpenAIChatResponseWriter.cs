using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes a whole chat completion, or a legacy completion.</summary>
internal static class OpenAIChatResponseWriter
{
    internal static LossReport Write(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output)
    {
        var answer = Answer.Fold(events);
        var losses = new LossList();
        var legacy = context.Operation == Operation.Complete;
        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("id"u8, answer.Id.Length > 0 ? answer.Id : (legacy ? "cmpl-" : "chatcmpl-") + context.RequestId);
        json.WriteString("object"u8, legacy ? "text_completion"u8 : "chat.completion"u8);
        json.WriteNumber("created"u8, context.StartedAt.ToUnixTimeSeconds());
        json.WriteString("model"u8, answer.Model.Length > 0 ? answer.Model : context.Request.Model);
        json.WriteStartArray("choices"u8);
        foreach (var end in answer.Finished)
        {
            var blocks = answer.Blocks.Where(block => block.Choice == end.Choice).ToList();
            if (legacy)
            {
                WriteLegacy(json, context, end, blocks);
            }
            else
            {
                WriteChoice(json, context, end, blocks, losses);
            }
        }

        json.WriteEndArray();
        json.WritePropertyName("usage"u8);
        OpenAIChatUsageWriter.Write(json, answer.Usage);
        json.WriteEndObject();
        return losses.ToReport();
    }

    private static void WriteChoice(Utf8JsonWriter json, AnswerContext context, StreamEvent.Finished end, List<AnswerBlock> blocks, LossList losses)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, end.Choice);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        var text = Joined(blocks, BlockKind.Text);
        var calls = blocks.Where(block => block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall).ToList();
        if (text is null && calls.Count > 0)
        {
            json.WriteNull("content"u8);
        }
        else
        {
            json.WriteString("content"u8, text ?? "");
        }

        if ((Joined(blocks, BlockKind.Refusal) ?? (end.Reason == StopReason.Refusal ? end.Explanation : null)) is { } refusal)
        {
            json.WriteString("refusal"u8, refusal);
        }
        else
        {
            json.WriteNull("refusal"u8);
        }

        if (context.Request.Reasoning?.Show != false && Joined(blocks, BlockKind.Reasoning) is { } thought)
        {
            json.WriteString("reasoning_content"u8, thought);
        }

        WriteCalls(json, context, end.Choice, calls);
        WriteImages(json, blocks, losses);
        WriteAnnotations(json, blocks);
        json.WriteEndObject();
        OpenAIChatLogprobs.Write(json, context.Request.Sampling.Logprobs == true ? blocks : []);
        json.WriteString("finish_reason"u8, OpenAIChatStopReasons.Write(end.Reason));
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, AnswerContext context, int choice, List<AnswerBlock> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            var custom = call.Kind == BlockKind.CustomToolCall;
            json.WriteStartObject();
            json.WriteString("id"u8, call.ToolCallId is { Length: > 0 } id ? id : $"call_{context.RequestId}_{choice}_{i}");
            json.WriteString("type"u8, custom ? "custom"u8 : "function"u8);
            json.WriteStartObject(custom ? "custom"u8 : "function"u8);
            json.WriteString("name"u8, ToolNaming.Flatten(call.Namespace, call.ToolName, ToolNameRule.OpenAI));
            json.WriteString(custom ? "input"u8 : "arguments"u8, custom || call.Text.Length > 0 ? call.Text : "{}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteImages(Utf8JsonWriter json, List<AnswerBlock> blocks, LossList losses)
    {
        var images = blocks.Where(block => block.Media is { Kind: MediaKind.Image }).ToList();
        if (images.Count > 0)
        {
            json.WriteStartArray("images"u8);
            foreach (var image in images)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, $"data:{image.Media!.MediaType};base64,{image.Media.Base64}");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        foreach (var other in blocks.Where(block => block.Media is { Kind: not MediaKind.Image }))
        {
            losses.Dropped($"{other.Media!.Kind} of the answer", "openai-chat has no place for it");
        }
    }

    // Offsets count from the start of their block; the message joins its blocks.
    private static void WriteAnnotations(Utf8JsonWriter json, List<AnswerBlock> blocks)
    {
        if (!blocks.Any(block => block.Kind == BlockKind.Text && block.Citations.Any(citation => citation.Url is not null)))
        {
            return;
        }

        json.WriteStartArray("annotations"u8);
        var start = 0;
        foreach (var block in blocks.Where(block => block.Kind == BlockKind.Text))
        {
            foreach (var citation in block.Citations.Where(citation => citation.Url is not null))
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "url_citation"u8);
                json.WriteStartObject("url_citation"u8);
                json.WriteNumber("start_index"u8, start + (citation.Start ?? 0));
                json.WriteNumber("end_index"u8, start + (citation.End ?? block.Text.Length));
                json.WriteString("url"u8, citation.Url);
                json.WriteString("title"u8, citation.Title ?? citation.Url);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            start += block.Text.Length;
        }

        json.WriteEndArray();
    }

    private static void WriteLegacy(Utf8JsonWriter json, AnswerContext context, StreamEvent.Finished end, List<AnswerBlock> blocks)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, OpenAICompletions.EchoOf(context.Request) + Joined(blocks, BlockKind.Text));
        json.WriteNumber("index"u8, end.Choice);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, end.Reason == StopReason.ToolUse ? "stop" : OpenAIChatStopReasons.Write(end.Reason));
        json.WriteEndObject();
    }

    private static string? Joined(List<AnswerBlock> blocks, BlockKind kind) =>
        string.Concat(blocks.Where(block => block.Kind == kind).Select(block => block.Text)) is { Length: > 0 } text ? text : null;
}
