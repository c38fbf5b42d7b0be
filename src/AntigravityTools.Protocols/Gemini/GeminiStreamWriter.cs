using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Writes chunks as Google does: <c>data:</c> frames with CRLF, or one growing array; no event names, no closing mark. Calls go out whole;
/// stops and usage share the last chunk (protocols.md §1.5, §2.9).
/// </summary>
internal sealed class GeminiStreamWriter(AnswerContext context) : IStreamWriter
{
    private readonly LossList _losses = new();
    private readonly ArrayBufferWriter<byte> _chunk = new(512);
    private GeminiAnswerParts? _parts;
    private byte[] _tail = [];
    private (string Id, string Model) _answer = ("", "");
    private TokenUsage _usage = TokenUsage.Unknown;
    private bool _wrote;
    private bool _over;

    private GeminiAnswerParts Parts => _parts ??= new GeminiAnswerParts(context, _losses);

    public void Write(StreamEvent streamEvent, IBufferWriter<byte> output)
    {
        if (_over)
        {
            return;
        }

        switch (streamEvent)
        {
            case StreamEvent.TextDelta delta when Parts.Find(delta.Block) is { } block:
                if (Parts.Take(block, delta.Text))
                {
                    WriteText(block, delta.Text, output);
                }

                break;
            case StreamEvent.ArgumentsDelta delta when Parts.Find(delta.Block) is { } block:
                block.Held.Append(delta.Json);
                break;
            case StreamEvent.BlockStarted started:
                Parts.Start(started);
                break;
            case StreamEvent.BlockEnded ended when Parts.Find(ended.Block) is { } block:
                block.Signature = ended.Signature ?? block.Signature;
                End(block, output);
                break;
            case StreamEvent.CitationAdded added when Parts.Find(added.Block) is { } block:
                Parts.Cite(block, added.Citation);
                break;
            case StreamEvent.MediaProduced produced when Parts.Find(produced.Block) is { } block:
                WriteMedia(block, produced.Media, output);
                break;
            case StreamEvent.Started started:
                _answer = (started.Id, started.Model);
                break;
            case StreamEvent.UsageReported report:
                _usage = report.Usage;
                break;
            case StreamEvent.Finished finished:
                Parts.ChoiceOf(finished.Choice).End ??= finished;
                break;
            case StreamEvent.Failed failed:
                Fail(failed.Fault, output);
                break;
            case StreamEvent.LogprobsAdded added when context.Request.Sampling.Logprobs == true && Parts.Find(added.Block) is { } block:
                Parts.ChoiceOf(block.Choice).Logprobs.Add(added.Tokens);
                break;
            case StreamEvent.Opaque { Protocol: not Protocol.Gemini } opaque:
                _losses.Dropped("content", $"gemini has no place for this piece of {opaque.Protocol.ToName()}");
                break;
        }
    }

    public LossReport Complete(IBufferWriter<byte> output)
    {
        if (!_over && !Parts.Choices.Any(choice => choice.End is not null))
        {
            Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, output);
        }

        if (_over)
        {
            return _losses.ToReport();
        }

        foreach (var block in Parts.Open.ToList())
        {
            End(block, output);
        }

        WriteLast(output);
        _over = true;
        return _losses.ToReport();
    }

    public void Dispose()
    {
        // Nothing is held beyond the managed heap; the contract leaves room for writers that rent.
    }

    private void Fail(Fault fault, IBufferWriter<byte> output)
    {
        _over = true;
        var form = context.Form == StreamForm.Sse ? StreamForm.Sse : _wrote ? StreamForm.JsonArray : StreamForm.JsonArrayStart;
        GeminiFaults.WriteToStream(fault, form, context.RequestId, output);
    }

    private void End(GeminiAnswerBlock block, IBufferWriter<byte> output)
    {
        if (Parts.EndsWithPart(block))
        {
            WriteEnd(block, output);
        }
        else
        {
            Parts.End(block);
        }
    }

    private void WriteEnd(GeminiAnswerBlock block, IBufferWriter<byte> output) =>
        WriteChunk(output, block.Choice, json => Parts.WriteEnd(json, block));

    // The hot path: no JSON writer, no closure.
    private void WriteText(GeminiAnswerBlock block, string text, IBufferWriter<byte> output)
    {
        OpenFrame(output);
        JsonText.Append(output, "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":"u8);
        JsonText.Write(output, text);
        JsonText.Append(output, block.Kind == BlockKind.Reasoning ? ",\"thought\":true}],\"role\":\"model\"},\"index\":"u8 : "}],\"role\":\"model\"},\"index\":"u8);
        System.Buffers.Text.Utf8Formatter.TryFormat(block.Choice, output.GetSpan(11), out var digits);
        output.Advance(digits);
        JsonText.Append(output, Tail);
        CloseFrame(output);
    }

    private void WriteMedia(GeminiAnswerBlock block, Part.Media media, IBufferWriter<byte> output) =>
        WriteChunk(output, block.Choice, json => GeminiPartWriter.Media(json, media));

    private void WriteChunk(IBufferWriter<byte> output, int choice, Action<Utf8JsonWriter> part)
    {
        _chunk.ResetWrittenCount();
        using (var json = JsonWriters.Open(_chunk))
        {
            json.WriteStartObject();
            json.WriteStartArray("candidates"u8);
            json.WriteStartObject();
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            part(json);
            json.WriteEndArray();
            json.WriteString("role"u8, "model"u8);
            json.WriteEndObject();
            json.WriteNumber("index"u8, choice);
            json.WriteEndObject();
            json.WriteEndArray();
            WriteNames(json);
            json.WriteEndObject();
        }

        WriteFrame(output);
    }

    private void WriteLast(IBufferWriter<byte> output)
    {
        _chunk.ResetWrittenCount();
        using (var json = JsonWriters.Open(_chunk))
        {
            json.WriteStartObject();
            json.WriteStartArray("candidates"u8);
            foreach (var choice in Parts.Choices)
            {
                json.WriteStartObject();
                json.WriteStartObject("content"u8);
                json.WriteStartArray("parts"u8);
                GeminiPartWriter.Text(json, "", thought: false, signature: null);
                json.WriteEndArray();
                json.WriteString("role"u8, "model"u8);
                json.WriteEndObject();
                choice.End ??= new StreamEvent.Finished(StopReason.EndTurn, null);
                GeminiAnswerParts.WriteFinish(json, choice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            GeminiUsageWriter.Write(json, _usage);
            WriteNames(json);
            json.WriteEndObject();
        }

        WriteFrame(output);
        if (context.Form != StreamForm.Sse)
        {
            JsonText.Append(output, "]"u8);
        }
    }

    private void WriteNames(Utf8JsonWriter json)
    {
        json.WriteString("modelVersion"u8, _answer.Model.Length > 0 ? _answer.Model : context.Request.Model);
        json.WriteString("responseId"u8, _answer.Id.Length > 0 ? _answer.Id : context.RequestId);
    }

    // What every small chunk ends with, made once.
    private ReadOnlySpan<byte> Tail
    {
        get
        {
            if (_tail.Length == 0)
            {
                var tail = new ArrayBufferWriter<byte>(128);
                JsonText.Append(tail, "}],\"modelVersion\":"u8);
                JsonText.Write(tail, _answer.Model.Length > 0 ? _answer.Model : context.Request.Model);
                JsonText.Append(tail, ",\"responseId\":"u8);
                JsonText.Write(tail, _answer.Id.Length > 0 ? _answer.Id : context.RequestId);
                JsonText.Append(tail, "}"u8);
                _tail = tail.WrittenSpan.ToArray();
            }

            return _tail;
        }
    }

    private void WriteFrame(IBufferWriter<byte> output)
    {
        OpenFrame(output);
        JsonText.Append(output, _chunk.WrittenSpan);
        CloseFrame(output);
    }

    private void OpenFrame(IBufferWriter<byte> output)
    {
        JsonText.Append(output, context.Form == StreamForm.Sse ? "data: "u8 : _wrote ? ",\r\n"u8 : "["u8);
        _wrote = true;
    }

    private void CloseFrame(IBufferWriter<byte> output)
    {
        if (context.Form == StreamForm.Sse)
        {
            JsonText.Append(output, "\r\n\r\n"u8);
        }
    }
}
