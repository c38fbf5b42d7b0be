using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads a streamed message (protocols.md §1.4, §3.21–31). The order of blocks is the wire's; pings and unknown events say nothing.</summary>
internal sealed class AnthropicStreamReader : IStreamReader
{
    private readonly AnthropicEvents _events = new();
    private byte[] _firstUsage = [];
    private bool _started;
    private bool _hasContent;
    private bool _finished;
    private bool _failed;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (_failed)
        {
            return;
        }

        try
        {
            ReadEvent(AnthropicStreamEvent.Read(eventType, data), data, events);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FieldException)
        {
            Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider sent an event that is not valid JSON." }, events);
        }
    }

    public void Complete(EndOfInput how, List<StreamEvent> events)
    {
        if (!_failed && !_finished)
        {
            Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, events);
        }
    }

    private void ReadEvent(in AnthropicStreamEvent item, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        // By far the most are deltas.
        if (item.Type.SequenceEqual("content_block_delta"u8))
        {
            if (!_finished && !item.Delta.IsEmpty)
            {
                _events.Delta(item.Index, item.Delta, events);
            }

            return;
        }

        switch (Encoding.UTF8.GetString(item.Type))
        {
            case "message_start":
                Start(data, events);
                break;
            case "message_delta":
                Finish(data, events);
                break;
            case "error" when !_finished:
                Fail(AnthropicFaults.Read(0, data), events);
                break;
            case var _ when _finished:
                break;
            case "content_block_start" when !item.Block.IsEmpty:
                Open("", "", events);
                _hasContent = true;
                _events.Start(item.Index, item.Block, events);
                break;
            case "content_block_stop":
                _events.Stop(item.Index, events);
                break;
            case "message_stop" when _started:
                _events.End("end_turn", null, null, events);
                _finished = true;
                break;
        }
    }

    private void Start(ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        // Some proxies announce the same message twice.
        if (_finished || (_started && !_hasContent))
        {
            return;
        }

        if (_started)
        {
            Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider began its answer a second time inside one stream." }, events);
            return;
        }

        JsonScan.TryFind(data, "message"u8, out var message);
        Open(JsonScan.Text(message, "id"u8) ?? "", JsonScan.Text(message, "model"u8) ?? "", events);
        if (JsonScan.TryFind(message, "usage"u8, out var usage))
        {
            _firstUsage = usage.ToArray();
            events.Add(new StreamEvent.UsageReported(AnthropicUsage.Read(usage, default)));
        }
    }

    private void Open(string id, string model, List<StreamEvent> events)
    {
        if (!_started)
        {
            _started = true;
            events.Add(new StreamEvent.Started(id, model));
        }
    }

    private void Finish(ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        Open("", "", events);
        if (JsonScan.TryFind(data, "usage"u8, out var usage))
        {
            events.Add(new StreamEvent.UsageReported(AnthropicUsage.Read(_firstUsage, usage)));
        }

        if (JsonScan.TryFind(data, "delta"u8, out var delta) && JsonScan.Text(delta, "stop_reason"u8) is { } reason && !_finished)
        {
            _finished = true;
            JsonScan.TryFind(delta, "stop_details"u8, out var details);
            _events.End(reason, JsonScan.Text(delta, "stop_sequence"u8), JsonScan.Text(details, "explanation"u8), events);
        }
    }

    private void Fail(Fault fault, List<StreamEvent> events)
    {
        _failed = true;
        events.Add(new StreamEvent.Failed(fault));
    }
}
