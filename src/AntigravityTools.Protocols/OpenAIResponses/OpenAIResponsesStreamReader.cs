using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads the typed events of a streamed response (OpenAI API reference, 2026-11; Open Responses). Unknown ones are passed over.</summary>
internal sealed class OpenAIResponsesStreamReader : IStreamReader
{
    private readonly OpenAIResponsesItemEvents _items = new();
    private readonly OpenAIResponsesEnding _ending;
    private bool _started;

    internal OpenAIResponsesStreamReader() => _ending = new OpenAIResponsesEnding(_items);

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (!OpenAIResponsesEvent.TryRead(eventType, data, out var item))
        {
            return;
        }

        try
        {
            Read(in item, data, events);
        }
        catch (FieldException e)
        {
            _ending.Fail(new Fault { Kind = FaultKind.Upstream, Message = $"The provider's stream can not be understood: {e.Message}" }, events);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A text with half of a surrogate pair inside a whole item.
            _ending.Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider's stream holds text that is not valid Unicode." }, events);
        }
    }

    public void Complete(EndOfInput how, List<StreamEvent> events)
    {
        if (!_ending.IsOver)
        {
            _ending.Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, events);
        }
    }

    private void Read(in OpenAIResponsesEvent item, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (_ending.IsOver)
        {
            OpenAIResponsesEnding.ReadUsage(item.Response, events);
            return;
        }

        if (item.Delta is { } delta)
        {
            ReadDelta(in item, delta, events);
            return;
        }

        if (item.Type.SequenceEqual("error"u8) || item.Type.SequenceEqual("response.failed"u8) || item.Type.SequenceEqual("response.cancelled"u8))
        {
            _ending.ReadFailure(data, item.Response, events);
        }
        else if (!item.Response.IsEmpty)
        {
            ReadResponse(in item, events);
        }
        else if (!item.Item.IsEmpty)
        {
            ReadItem(in item, events);
        }
        else if (item.Type.IsEmpty && FaultReader.ReadEvent(data) is { } fault)
        {
            _ending.Fail(fault, events);
        }
        else
        {
            ReadPart(in item, events);
        }
    }

    private void ReadDelta(in OpenAIResponsesEvent item, string delta, List<StreamEvent> events)
    {
        var type = item.Type;
        if (type.SequenceEqual("response.output_text.delta"u8))
        {
            var run = _items.OpenPart(At(in item, events), item.PartIndex, BlockKind.Text, events);
            run.Emit(delta, events);
            run.EmitLogprobs(item.Logprobs, events);
        }
        else if (type.SequenceEqual("response.function_call_arguments.delta"u8) || type.SequenceEqual("response.custom_tool_call_input.delta"u8))
        {
            OpenAIResponsesItemEvents.Call(At(in item, events), delta, null, events);
        }
        else if (type.SequenceEqual("response.reasoning_summary_text.delta"u8))
        {
            _items.Reason(At(in item, events), "summary", item.PartIndex, delta, events);
        }
        else if (type.SequenceEqual("response.reasoning_text.delta"u8) || type.SequenceEqual("response.reasoning.delta"u8))
        {
            _items.Reason(At(in item, events), "content", item.PartIndex, delta, events);
        }
        else if (type.SequenceEqual("response.refusal.delta"u8))
        {
            _items.OpenPart(At(in item, events), item.PartIndex, BlockKind.Refusal, events).Emit(delta, events);
        }
    }

    private void ReadPart(in OpenAIResponsesEvent item, List<StreamEvent> events)
    {
        var type = item.Type;
        if (type.SequenceEqual("response.content_part.done"u8) && !item.Part.IsEmpty)
        {
            _items.ClosePart(At(in item, events), item.PartIndex, new RawJson(item.Part.ToArray()), events);
        }
        else if (type.SequenceEqual("response.content_part.added"u8) && JsonScan.Text(item.Part, "type"u8) is "output_text" or "refusal")
        {
            var kind = JsonScan.Text(item.Part, "type"u8) == "refusal" ? BlockKind.Refusal : BlockKind.Text;
            _items.OpenPart(At(in item, events), item.PartIndex, kind, events);
        }
        else if (type.SequenceEqual("response.output_text.annotation.added"u8) && !item.Annotation.IsEmpty)
        {
            var run = _items.OpenPart(At(in item, events), item.PartIndex, BlockKind.Text, events);
            var annotation = OpenAIResponsesFields.Read(new RawJson(item.Annotation.ToArray()), "annotation");
            if (!run.Ended && OpenAIResponsesPartReader.ReadAnnotation(annotation) is { } citation)
            {
                run.Citations++;
                events.Add(new StreamEvent.CitationAdded(run.Block, citation));
            }
        }
        else if (type.SequenceEqual("response.function_call_arguments.done"u8) || type.SequenceEqual("response.custom_tool_call_input.done"u8))
        {
            OpenAIResponsesItemEvents.Call(At(in item, events), null, item.Whole, events);
        }
    }

    private void ReadItem(in OpenAIResponsesEvent item, List<StreamEvent> events)
    {
        Start("", "", events);
        var raw = new RawJson(item.Item.ToArray());
        var id = JsonScan.Text(item.Item, "id"u8);
        if (item.Type.SequenceEqual("response.output_item.added"u8))
        {
            _items.Open(_items.AtOrNew(item.OutputIndex, id), raw, events);
        }
        else if (item.Type.SequenceEqual("response.output_item.done"u8) && _items.AtOrNew(item.OutputIndex, id) is { IsDone: false } open)
        {
            _items.Close(open, raw, events);
        }
    }

    private void ReadResponse(in OpenAIResponsesEvent item, List<StreamEvent> events)
    {
        Start(JsonScan.Text(item.Response, "id"u8) ?? "", JsonScan.Text(item.Response, "model"u8) ?? "", events);
        if (item.Type.SequenceEqual("response.completed"u8) || item.Type.SequenceEqual("response.incomplete"u8))
        {
            _ending.ReadResponse(item.Response, events);
        }
    }

    private OpenAIResponsesItem At(in OpenAIResponsesEvent item, List<StreamEvent> events)
    {
        Start("", "", events);
        
        // The place tells; only a provider that leaves it out is asked for the id.
        return _items.At(item.OutputIndex, item.OutputIndex < 0 && !item.ItemId.IsEmpty ? Encoding.UTF8.GetString(item.ItemId) : null);
    }

    private void Start(string id, string model, List<StreamEvent> events)
    {
        if (!_started)
        {
            _started = true;
            events.Add(new StreamEvent.Started(id, model));
        }
    }
}
