using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>Writes one answer as a response resource or as its ladder of events.</summary>
internal sealed class ResponsesWriter
{
    private readonly Exchange _exchange;
    private readonly List<OutputItem> _items;
    private readonly string _status;
    private int _sequence;

    public ResponsesWriter(Exchange exchange, Answer answer, AnswerUsage usage)
    {
        _exchange = exchange;
        Id = exchange.NewId("resp_");
        _items = OutputItem.List(exchange, answer);
        _status = answer.Stop == AnswerStop.MaxTokens ? "incomplete" : "completed";
        var incomplete = _status == "incomplete" ? """{"reason":"max_output_tokens"}""" : "null";
        FinalResource = ResponseResource.Write(
            exchange, Id, _status, $"[{string.Join(',', OutputItems)}]", ResponseResource.Usage(usage), incomplete: incomplete);
    }

    public string Id { get; }

    public IEnumerable<string> OutputItems => _items.Select(item => item.Done);

    public string FinalResource { get; }

    public WireReply Stream()
    {
        var stream = new WireStream { Fault = WriteFault };
        var started = ResponseResource.Write(_exchange, Id, "in_progress", "[]", "null");
        Add(stream, "response.created", $"\"response\":{started}");
        Add(stream, "response.in_progress", $"\"response\":{started}");
        for (var index = 0; index < _items.Count; index++)
        {
            WriteItem(stream, _items[index], index);
        }
        stream.MarkTerminal();
        Add(stream, $"response.{_status}", $"\"response\":{FinalResource}");
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream };
    }

    private void WriteItem(WireStream stream, OutputItem item, int index)
    {
        var place = $"\"item_id\":\"{item.Id}\",\"output_index\":{index}";
        if (item.IsCall)
        {
            stream.MarkContent();
        }
        Add(stream, "response.output_item.added", $"\"output_index\":{index},\"item\":{item.Added}");
        if (item.Part is { } part)
        {
            place += $",\"{part.IndexName}\":0";
            Add(stream, part.AddedEvent, $"{place},\"part\":{part.Write("")}");
        }
        stream.MarkContent();
        foreach (var piece in TextPieces.Of(item.Text))
        {
            Add(stream, item.EventPrefix + ".delta", $"{place},\"delta\":{Json.Quote(piece)}{item.DeltaSuffix}");
        }
        Add(stream, item.EventPrefix + ".done", $"{place},\"{item.TextName}\":{Json.Quote(item.Text)}{item.DoneSuffix}");
        if (item.Part is { } finished)
        {
            Add(stream, finished.DoneEvent, $"{place},\"part\":{finished.Write(item.Text)}");
        }
        Add(stream, "response.output_item.done", $"\"output_index\":{index},\"item\":{item.Done}");
    }

    private void Add(WireStream stream, string type, string fields) => stream.Add(Event(type, _sequence++, fields));

    private IEnumerable<string> WriteFault(FaultDetails fault, int sent)
    {
        var error = OpenAiFaults.Describe(fault);
        var message = Json.Quote(fault.Message ?? error.Message);
        var code = Json.Quote(error.Code);
        var failed = ResponseResource.Write(_exchange, Id, "failed", "[]", "null", error: $$"""{"code":{{code}},"message":{{message}}}""");
        yield return Event("error", sent, $"\"error\":{OpenAiFaults.Body(fault)}");
        yield return Event("response.failed", sent + 1, $"\"response\":{failed}");
    }

    private static string Event(string type, int sequence, string fields) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":{sequence},{fields}}}\n\n";
}
