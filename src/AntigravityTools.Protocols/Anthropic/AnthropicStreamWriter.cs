using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>
/// Writes a streamed message. One block is open at a time: what belongs to another one waits for its turn. Thinking stays open until it is
/// known whether the call behind it brings its signature.
/// </summary>
internal sealed class AnthropicStreamWriter(AnswerContext context) : IStreamWriter
{
    private readonly AnthropicBlockWriter _blocks = new(context);
    private readonly Queue<StreamEvent> _waiting = new();
    private TokenUsage _usage = TokenUsage.Unknown;
    private StreamEvent.Finished? _end;
    private string _id = "";
    private string _model = "";
    private int? _current;
    private bool _opened;
    private bool _failed;

    public void Write(StreamEvent streamEvent, IBufferWriter<byte> output)
    {
        switch (streamEvent)
        {
            case var _ when _failed:
                return;
            case StreamEvent.Started started:
                (_id, _model) = (started.Id, started.Model);
                return;
            case StreamEvent.UsageReported report:
                _usage = report.Usage;
                return;
            case StreamEvent.Finished { Choice: 0 } finished:
                _end ??= finished;
                return;
            case StreamEvent.Failed failed:
                _failed = true;
                AnthropicFaults.WriteToStream(failed.Fault, StreamForm.Sse, context.RequestId, output);
                return;
            case StreamEvent.Opaque { Protocol: not Protocol.Anthropic } opaque:
                _blocks.Losses.Dropped("content", $"anthropic has no place for this piece of {opaque.Protocol.ToName()}");
                return;
            case StreamEvent.BlockStarted { Choice: > 0 } other:
                _blocks.Losses.Dropped($"choices[{other.Choice}]", "a message has one answer");
                break;
            case StreamEvent.Finished or StreamEvent.Opaque or StreamEvent.LogprobsAdded:
                return;
        }

        Open(output);
        Route(streamEvent, output);
    }

    public LossReport Complete(IBufferWriter<byte> output)
    {
        if (_failed)
        {
            return _blocks.Losses.ToReport();
        }

        if (_end is not { } end)
        {
            _failed = true;
            AnthropicFaults.WriteToStream(
                new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, StreamForm.Sse, context.RequestId, output);
            return _blocks.Losses.ToReport();
        }

        Open(output);
        CloseCurrent(output);
        Drain(output, closeAll: true);
        _blocks.Flush(output);
        WriteEnd(AnthropicIds.EndOf(end, _blocks.Refusal), output);
        return _blocks.Losses.ToReport();
    }

    public void Dispose()
    {
        // Nothing is held beyond the managed heap; the contract leaves room for writers that rent.
    }

    private void Route(StreamEvent item, IBufferWriter<byte> output)
    {
        var block = BlockOf(item);
        if (_current is { } current && current != block)
        {
            _waiting.Enqueue(item);
            return;
        }

        Apply(item, output);
        if (item is StreamEvent.BlockEnded)
        {
            Drain(output, closeAll: false);
        }
    }

    // What waited, up to the next block that is not over yet.
    private void Drain(IBufferWriter<byte> output, bool closeAll)
    {
        while (_waiting.Count > 0 && _current is null)
        {
            var turn = BlockOf(_waiting.Peek());
            for (var left = _waiting.Count; left > 0; left--)
            {
                var item = _waiting.Dequeue();
                if (BlockOf(item) == turn)
                {
                    Apply(item, output);
                }
                else
                {
                    _waiting.Enqueue(item);
                }
            }

            if (closeAll)
            {
                CloseCurrent(output);
            }
        }
    }

    private void Apply(StreamEvent item, IBufferWriter<byte> output)
    {
        switch (item)
        {
            case StreamEvent.BlockStarted { Choice: 0 } started:
                _current = started.Block;
                _blocks.Start(started, output);
                break;
            case StreamEvent.BlockEnded ended when _current == ended.Block:
                _blocks.End(ended.Signature, output);
                _current = null;
                break;
            case StreamEvent.TextDelta delta when _current == delta.Block:
                _blocks.Text(delta.Text, output);
                break;
            case StreamEvent.ArgumentsDelta delta when _current == delta.Block:
                _blocks.Arguments(delta.Json, output);
                break;
            case StreamEvent.CitationAdded added when _current == added.Block:
                _blocks.Cite(added.Citation, output);
                break;
            case StreamEvent.MediaProduced produced when _current == produced.Block:
                _blocks.Show(produced.Media, output);
                break;
        }
    }

    private void CloseCurrent(IBufferWriter<byte> output)
    {
        if (_current is not null)
        {
            _blocks.End(null, output);
            _current = null;
        }
    }

    private static int BlockOf(StreamEvent item) => item switch
    {
        StreamEvent.BlockStarted started => started.Block,
        StreamEvent.TextDelta delta => delta.Block,
        StreamEvent.ArgumentsDelta delta => delta.Block,
        StreamEvent.CitationAdded added => added.Block,
        StreamEvent.MediaProduced produced => produced.Block,
        StreamEvent.BlockEnded ended => ended.Block,
        _ => -1,
    };

    private void Open(IBufferWriter<byte> output)
    {
        if (_opened)
        {
            return;
        }

        _opened = true;
        var data = new ArrayBufferWriter<byte>(300);
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_start"u8);
            json.WriteStartObject("message"u8);
            json.WriteString("id"u8, AnthropicIds.Message(_id, context));
            json.WriteString("type"u8, "message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("model"u8, _model.Length > 0 ? _model : context.Request.Model);
            json.WriteStartArray("content"u8);
            json.WriteEndArray();
            json.WriteNull("stop_reason"u8);
            json.WriteNull("stop_sequence"u8);
            AnthropicUsageWriter.Write(json, _usage);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        SseFrameWriter.Write(output, "message_start"u8, data.WrittenSpan);
    }

    private void WriteEnd(StreamEvent.Finished end, IBufferWriter<byte> output)
    {
        var data = new ArrayBufferWriter<byte>(300);
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_delta"u8);
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, AnthropicStopReasons.Write(end.Reason));
            json.WriteString("stop_sequence"u8, end.StopSequence);
            AnthropicIds.WriteDetails(json, end);
            json.WriteEndObject();
            AnthropicUsageWriter.Write(json, _usage);
            json.WriteEndObject();
        }

        SseFrameWriter.Write(output, "message_delta"u8, data.WrittenSpan);
        SseFrameWriter.Write(output, "message_stop"u8, "{\"type\":\"message_stop\"}"u8);
    }
}
