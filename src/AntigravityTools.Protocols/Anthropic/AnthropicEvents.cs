using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>What content blocks and their deltas mean; serves streams and whole answers.</summary>
internal sealed class AnthropicEvents
{
    private readonly Dictionary<int, Open> _open = [];
    private readonly Dictionary<string, int> _searches = new(StringComparer.Ordinal);
    private int _next;

    internal void Start(int index, ReadOnlySpan<byte> block, List<StreamEvent> events)
    {
        var bytes = block.ToArray();
        var reader = new Utf8JsonReader(bytes, JsonScan.Options);
        reader.Read();
        var fields = AnthropicBlockFields.Read(ref reader, bytes, "content_block", content: null);
        switch (fields.Type)
        {
            case "text":
                Begin(index, BlockKind.Text, events);
                Text(_open[index], fields.Text, events);
                foreach (var citation in fields.Citations)
                {
                    events.Add(new StreamEvent.CitationAdded(_open[index].Block, citation));
                }

                break;
            case "thinking":
                Begin(index, BlockKind.Reasoning, events);
                Text(_open[index], fields.Thinking, events);
                _open[index].Signature = fields.Signature;
                break;
            case "redacted_thinking":
                Begin(index, BlockKind.RedactedReasoning, events);
                _open[index].Signature = fields.Data;
                break;
            case "tool_use" when string.IsNullOrEmpty(fields.Name):
                throw new FieldException("content_block.name", "The provider called a tool without naming it.");
            case "tool_use":
                Begin(index, BlockKind.ToolCall, events, fields.Id, fields.Name);
                _open[index].Whole = fields.Input;
                break;
            case "server_tool_use" when fields.Name == "web_search":
                Begin(index, BlockKind.WebSearch, events, fields.Id);
                _open[index].Whole = fields.Input;
                break;
            case "web_search_tool_result" when _searches.Remove(fields.ToolUseId ?? "", out var search):
                foreach (var result in fields.Citations)
                {
                    events.Add(new StreamEvent.CitationAdded(search, result));
                }

                events.Add(new StreamEvent.BlockEnded(search));
                break;
            case not null:
                events.Add(new StreamEvent.Opaque(Protocol.Anthropic, new RawJson(bytes)));
                break;
        }
    }

    internal void Delta(int index, ReadOnlySpan<byte> delta, List<StreamEvent> events)
    {
        if (!_open.TryGetValue(index, out var open))
        {
            return;
        }

        if (JsonScan.TryFind(delta, "type"u8, out var type) && type.SequenceEqual("\"text_delta\""u8))
        {
            Text(open, LooseText.Find(delta, "text"u8), events);
            return;
        }

        switch (JsonScan.Text(type))
        {
            case "text_delta":
                Text(open, LooseText.Find(delta, "text"u8), events);
                break;
            case "thinking_delta":
                Text(open, LooseText.Find(delta, "thinking"u8), events);
                break;
            case "signature_delta":
                open.Signature += JsonScan.Text(delta, "signature"u8);
                break;
            case "input_json_delta" when LooseText.Find(delta, "partial_json"u8) is { Length: > 0 } json:
                open.HasDeltas = true;
                if (open.Kind == BlockKind.ToolCall)
                {
                    events.Add(new StreamEvent.ArgumentsDelta(open.Block, json));
                }
                else
                {
                    open.Query.Append(json);
                }

                break;
            case "citations_delta" when JsonScan.TryFind(delta, "citation"u8, out var raw):
                var reader = new Utf8JsonReader(raw, JsonScan.Options);
                reader.Read();
                if (AnthropicCitations.Read(ref reader) is { } citation)
                {
                    events.Add(new StreamEvent.CitationAdded(open.Block, citation));
                }

                break;
        }
    }

    internal void Stop(int index, List<StreamEvent> events)
    {
        if (!_open.Remove(index, out var open))
        {
            return;
        }

        if (open.Kind == BlockKind.WebSearch)
        {
            // It ends with its results, in a block of their own.
            var input = open.HasDeltas ? Encoding.UTF8.GetBytes(open.Query.ToString()) : open.Whole.Utf8.ToArray();
            if (JsonScan.Text(input, "query"u8) is { Length: > 0 } query)
            {
                events.Add(new StreamEvent.TextDelta(open.Block, query));
            }

            if (_searches.Remove(open.Id ?? "", out var earlier))
            {
                events.Add(new StreamEvent.BlockEnded(earlier));
            }

            _searches[open.Id ?? ""] = open.Block;
            return;
        }

        if (open is { Kind: BlockKind.ToolCall, HasDeltas: false, Whole.IsAbsent: false } && !open.Whole.Utf8.Span.SequenceEqual("{}"u8))
        {
            events.Add(new StreamEvent.ArgumentsDelta(open.Block, open.Whole.ToString()));
        }

        events.Add(new StreamEvent.BlockEnded(open.Block, string.IsNullOrEmpty(open.Signature) ? null : open.Signature));
    }

    internal void End(string reason, string? sequence, string? explanation, List<StreamEvent> events)
    {
        foreach (var index in _open.Keys.Order().ToList())
        {
            Stop(index, events);
        }

        foreach (var search in _searches.Values)
        {
            events.Add(new StreamEvent.BlockEnded(search));
        }

        _searches.Clear();
        events.Add(new StreamEvent.Finished(AnthropicStopReasons.Read(reason), reason) { StopSequence = sequence, Explanation = explanation });
    }

    private void Begin(int index, BlockKind kind, List<StreamEvent> events, string? id = null, string? name = null)
    {
        Stop(index, events);
        var block = _next++;
        _open[index] = new Open(block, kind) { Id = id };
        events.Add(new StreamEvent.BlockStarted(block, kind, id, name));
    }

    private static void Text(Open open, string? text, List<StreamEvent> events)
    {
        if (!string.IsNullOrEmpty(text))
        {
            events.Add(new StreamEvent.TextDelta(open.Block, text));
        }
    }

    private sealed class Open(int block, BlockKind kind)
    {
        public int Block { get; } = block;

        public BlockKind Kind { get; } = kind;

        public string? Id { get; init; }

        public string? Signature { get; set; }

        public RawJson Whole { get; set; }

        public StringBuilder Query { get; } = new();

        public bool HasDeltas { get; set; }
    }
}
