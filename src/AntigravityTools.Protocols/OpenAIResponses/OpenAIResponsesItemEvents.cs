using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>
/// Turns output items into blocks: piece by piece as they stream, and the rest of them, or all, once they come whole. One per answer.
/// </summary>
internal sealed class OpenAIResponsesItemEvents
{
    private const int Single = 0;
    private readonly BlockCounter _blocks = new();
    private readonly List<OpenAIResponsesItem> _items = [];
    private OpenAIResponsesItem? _last;

    /// <summary>True once the model called a tool of the client.</summary>
    internal bool CalledTool { get; private set; }

    /// <summary>The item at a place, made where it is new; without a place, the one of that id or the last one.</summary>
    internal OpenAIResponsesItem At(int index, string? id)
    {
        if (_last is not null && (_last.Index == index || (index < 0 && (id is null || id == _last.Id))))
        {
            return _last;
        }

        foreach (var item in _items)
        {
            if (index < 0 ? id is not null && item.Id == id : item.Index == index)
            {
                return _last = item;
            }
        }

        _last = new OpenAIResponsesItem(index < 0 ? _items.Count : index) { Id = id };
        _items.Add(_last);
        return _last;
    }

    /// <summary>The next item where events do not say which one they mean.</summary>
    internal OpenAIResponsesItem AtOrNew(int index, string? id) =>
        index < 0 && _last is { IsDone: true } && _last.Id != id ? At(_items.Count, id) : At(index, id);

    /// <summary>True where the item at this place came whole.</summary>
    internal bool IsDone(int index) => _items.Exists(item => item.Index == index && item.IsDone);

    /// <summary>True where any item came whole.</summary>
    internal int DoneCount => _items.Count(item => item.IsDone);

    /// <summary>An item opened.</summary>
    internal void Open(OpenAIResponsesItem item, RawJson raw, List<StreamEvent> events)
    {
        var fields = OpenAIResponsesFields.Read(raw, "item");
        item.Type = fields.Text("type") ?? "";
        item.Id ??= fields.Text("id");
        switch (item.Type)
        {
            case "function_call" or "custom_tool_call":
                OpenCall(item, fields, events);
                break;
            case "web_search_call":
                item.Start(Single, new StreamEvent.BlockStarted(_blocks.Next(), BlockKind.WebSearch, item.Id), events);
                break;
            default:
                break;
        }
    }

    private OpenAIResponsesRun? OpenCall(OpenAIResponsesItem item, OpenAIResponsesFields fields, List<StreamEvent> events)
    {
        var name = fields.Text("name") is { Length: > 0 } named ? named : throw new FieldException("item.name", "The provider called a tool without naming it.");
        item.IsWrapper = OpenAIResponsesParallelCalls.IsWrapper(name);
        if (item.IsWrapper)
        {
            return null;
        }

        CalledTool = true;
        var id = fields.Text("call_id") ?? item.Id ?? $"call_{item.Index}";
        var kind = item.Type == "function_call" ? BlockKind.ToolCall : BlockKind.CustomToolCall;
        return item.Start(Single, new StreamEvent.BlockStarted(_blocks.Next(), kind, id, name) { Namespace = fields.Text("namespace") }, events);
    }

    /// <summary>A part of a message opened.</summary>
    internal OpenAIResponsesRun OpenPart(OpenAIResponsesItem item, int part, BlockKind kind, List<StreamEvent> events) =>
        item.Find(part) ?? item.Start(part, new StreamEvent.BlockStarted(_blocks.Next(), kind), events);

    /// <summary>Text of reasoning came, as summary or as it is.</summary>
    internal void Reason(OpenAIResponsesItem item, string form, int part, string text, List<StreamEvent> events)
    {
        item.ReasoningForm ??= form;
        if (item.ReasoningForm != form)
        {
            return;
        }

        var run = OpenPart(item, Single, BlockKind.Reasoning, events);
        if (part != item.LastPart)
        {
            item.LastPart = part;
            run.Emit("\n\n", events);
        }

        run.Emit(text, events);
    }

    /// <summary>Text of a call came.</summary>
    internal static void Call(OpenAIResponsesItem item, string? delta, string? whole, List<StreamEvent> events)
    {
        if (item.Find(Single) is { Ended: false } run)
        {
            run.Emit(delta ?? "", events);
            run.EmitRest(whole, events);
        }
    }

    /// <summary>A part of a message is whole.</summary>
    internal void ClosePart(OpenAIResponsesItem item, int part, RawJson raw, List<StreamEvent> events)
    {
        var fields = OpenAIResponsesFields.Read(raw, "part");
        var type = fields.Text("type");
        if (type is not ("output_text" or "refusal"))
        {
            return;
        }

        var run = OpenPart(item, part, type == "refusal" ? BlockKind.Refusal : BlockKind.Text, events);
        if (run.Ended)
        {
            return;
        }

        run.EmitRest(type == "refusal" ? fields.Text("refusal") : fields.Text("text"), events);
        run.EmitWholeLogprobs(fields.Raw("logprobs"), events);
        var citations = OpenAIResponsesPartReader.ReadAnnotations(fields.Raw("annotations"), "annotations");
        for (; run.Citations < citations.Length; run.Citations++)
        {
            events.Add(new StreamEvent.CitationAdded(run.Block, citations[run.Citations]));
        }

        run.End(null, events);
    }

    /// <summary>An item is whole: what did not stream is told now.</summary>
    internal void Close(OpenAIResponsesItem item, RawJson raw, List<StreamEvent> events)
    {
        var fields = OpenAIResponsesFields.Read(raw, "item");
        item.Type = fields.Text("type") ?? item.Type;
        item.IsDone = true;
        switch (item.Type)
        {
            case "message":
                CloseMessage(item, fields.Raw("content"), events);
                break;
            case "function_call" or "custom_tool_call":
                CloseCall(item, fields, events);
                break;
            case "reasoning":
                CloseReasoning(item, fields, events);
                break;
            case "web_search_call":
                CloseSearch(item, fields, events);
                break;
            case "image_generation_call" when fields.Text("result") is { Length: > 0 } result:
                var media = new Part.Media(MediaKind.Image, "image/" + (fields.Text("output_format") ?? "png")) { Base64 = result };
                var run = item.Start(Single, new StreamEvent.BlockStarted(_blocks.Next(), BlockKind.Media), events);
                events.Add(new StreamEvent.MediaProduced(run.Block, media));
                run.End(null, events);
                break;
            case "":
                break;
            default:
                events.Add(new StreamEvent.Opaque(Protocol.OpenAIResponses, raw));
                break;
        }
    }

    private void CloseMessage(OpenAIResponsesItem item, RawJson content, List<StreamEvent> events)
    {
        if (!content.IsAbsent)
        {
            var reader = OpenAIResponsesFields.OpenReader(content);
            JsonRead.ExpectArray(ref reader, "content");
            var parts = JsonParts.Elements(content.Utf8.Span);
            for (var i = 0; i < parts.Count; i++)
            {
                ClosePart(item, i, new RawJson(content.Utf8[parts[i].Value..parts[i].End]), events);
            }
        }

        item.EndAll(events);
    }

    private void CloseCall(OpenAIResponsesItem item, OpenAIResponsesFields fields, List<StreamEvent> events)
    {
        var text = fields.Text(item.Type == "function_call" ? "arguments" : "input");
        if (item.Find(Single) is null && OpenAIResponsesParallelCalls.TryRead(fields, text, out var calls))
        {
            CalledTool = true;
            foreach (var call in calls)
            {
                var part = item.Start(Single, new StreamEvent.BlockStarted(_blocks.Next(), BlockKind.ToolCall, call.Id, call.Name), events);
                part.Emit(call.Arguments, events);
                part.End(null, events);
            }

            return;
        }

        var run = item.Find(Single) ?? OpenCall(item, fields, events) ?? OpenPlain(item, fields, events);
        run.EmitRest(text, events);
        run.End(null, events);
    }

    // It bears the wrapper's name and is none.
    private OpenAIResponsesRun OpenPlain(OpenAIResponsesItem item, OpenAIResponsesFields fields, List<StreamEvent> events)
    {
        CalledTool = true;
        var started = new StreamEvent.BlockStarted(_blocks.Next(), BlockKind.ToolCall, fields.Text("call_id") ?? item.Id, OpenAIResponsesParallelCalls.Name);
        return item.Start(Single, started, events);
    }

    // Reasoning that shows nothing and proves nothing is no block.
    private void CloseReasoning(OpenAIResponsesItem item, OpenAIResponsesFields fields, List<StreamEvent> events)
    {
        var proof = fields.Text("encrypted_content") is { Length: > 0 } text ? text : null;
        var summary = OpenAIResponsesItemReader.JoinTexts(fields, "summary");
        var whole = item.ReasoningForm is null or "summary" && summary.Length > 0 ? summary : OpenAIResponsesItemReader.JoinTexts(fields, "content");
        var run = item.Find(Single);
        if (run is null && proof is null && whole.Length == 0)
        {
            return;
        }

        run ??= OpenPart(item, Single, BlockKind.Reasoning, events);
        run.EmitRest(whole, events);
        run.End(proof, events);
    }

    private void CloseSearch(OpenAIResponsesItem item, OpenAIResponsesFields fields, List<StreamEvent> events)
    {
        var search = OpenAIResponsesSearch.Read(fields);
        var run = item.Find(Single) ?? item.Start(Single, new StreamEvent.BlockStarted(_blocks.Next(), BlockKind.WebSearch, fields.Text("id")), events);
        run.EmitRest(search.Query, events);
        foreach (var page in run.Ended ? [] : search.Results)
        {
            events.Add(new StreamEvent.CitationAdded(run.Block, page));
        }

        run.End(null, events);
    }

    /// <summary>Ends every block that is open.</summary>
    internal void CloseAll(List<StreamEvent> events)
    {
        foreach (var item in _items)
        {
            item.EndAll(events);
        }
    }
}
