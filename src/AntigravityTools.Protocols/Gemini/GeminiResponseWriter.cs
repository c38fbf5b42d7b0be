using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes a whole <c>GenerateContentResponse</c>; what a stream would send in pieces is one part each.</summary>
internal sealed class GeminiResponseWriter(AnswerContext context)
{
    private readonly LossList _losses = new();

    internal static LossReport Write(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) =>
        new GeminiResponseWriter(context).Write(events, output);

    private LossReport Write(IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output)
    {
        var answer = Answer.Fold(events);
        var parts = new GeminiAnswerParts(context, _losses);
        var number = 0;
        var blocks = answer.Blocks.Select(block => (Block: block, Number: number++)).ToList();
        foreach (var end in answer.Finished)
        {
            parts.ChoiceOf(end.Choice).End ??= end;
        }

        foreach (var block in context.Request.Sampling.Logprobs == true ? answer.Blocks : [])
        {
            parts.ChoiceOf(block.Choice).Logprobs.AddRange(block.Logprobs);
        }

        foreach (var (block, at) in blocks)
        {
            parts.Start(new StreamEvent.BlockStarted(at, block.Kind, block.ToolCallId, block.ToolName)
            {
                Choice = block.Choice, Namespace = block.Namespace, Signature = block.Signature,
            });
        }

        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteStartArray("candidates"u8);
        foreach (var choice in parts.Choices.ToList())
        {
            json.WriteStartObject();
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            var written = 0;
            foreach (var (block, at) in blocks.Where(one => one.Block.Choice == choice.Index))
            {
                written += WriteBlock(json, parts, block, at) ? 1 : 0;
            }

            if (written == 0)
            {
                GeminiPartWriter.Text(json, "", thought: false, signature: null);
            }

            json.WriteEndArray();
            json.WriteString("role"u8, "model"u8);
            json.WriteEndObject();
            choice.End ??= new StreamEvent.Finished(StopReason.EndTurn, null);
            GeminiAnswerParts.WriteFinish(json, choice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        GeminiUsageWriter.Write(json, answer.Usage);
        json.WriteString("modelVersion"u8, answer.Model.Length > 0 ? answer.Model : context.Request.Model);
        json.WriteString("responseId"u8, answer.Id.Length > 0 ? answer.Id : context.RequestId);
        json.WriteEndObject();
        foreach (var opaque in events.OfType<StreamEvent.Opaque>().Where(opaque => opaque.Protocol != Protocol.Gemini))
        {
            _losses.Dropped("content", $"gemini has no place for this piece of {opaque.Protocol.ToName()}");
        }

        return _losses.ToReport();
    }

    private static bool WriteBlock(Utf8JsonWriter json, GeminiAnswerParts parts, AnswerBlock block, int number)
    {
        var open = parts.Find(number)!;
        foreach (var citation in block.Citations)
        {
            parts.Cite(open, citation);
        }

        if (block.Kind == BlockKind.Media && block.Media is { } media)
        {
            parts.End(open);
            GeminiPartWriter.Media(json, media);
            return true;
        }

        if (parts.Take(open, block.Text))
        {
            // A whole text carries its own signature.
            parts.End(open);
            GeminiPartWriter.Text(json, block.Text, thought: block.Kind == BlockKind.Reasoning, block.Kind == BlockKind.Refusal ? null : block.Signature);
            return true;
        }

        if (parts.EndsWithPart(open))
        {
            parts.WriteEnd(json, open);
            return true;
        }

        parts.End(open);
        return false;
    }
}
