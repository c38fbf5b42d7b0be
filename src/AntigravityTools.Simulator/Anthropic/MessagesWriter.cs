using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary>Writes one answer as a message or as its events.</summary>
internal sealed class MessagesWriter
{
    private readonly Exchange _exchange;
    private readonly AnswerUsage _usage;
    private readonly string _id;
    private readonly List<ContentBlock> _blocks;
    private readonly string _stop;
    private readonly string _edits;

    public MessagesWriter(Exchange exchange, Answer answer, AnswerUsage usage)
    {
        _exchange = exchange;
        _usage = usage;
        _id = exchange.NewId("msg_");
        _edits = exchange.Body.Child("context_management") is null ? "" : ",\"context_management\":{\"applied_edits\":[]}";
        _blocks = ContentBlock.List(exchange, answer);
        var (reason, details) = answer switch
        {
            { Refusal: not null } => ("refusal", $$"""{"type":"refusal","category":null,"explanation":{{Json.Quote(answer.Refusal)}}}"""),
            { Stop: AnswerStop.MaxTokens } => ("max_tokens", "null"),
            { ToolCalls.Count: > 0 } => ("tool_use", "null"),
            { Stop: AnswerStop.StopSequence } => ("stop_sequence", "null"),
            _ => ("end_turn", "null"),
        };
        _stop = $$""" "stop_reason":"{{reason}}","stop_sequence":{{Json.Quote(answer.StopSequence)}},"stop_details":{{details}}""".TrimStart();
    }

    public WireReply Whole() => WireReply.Json($$"""
        {{Head()}},"content":[{{string.Join(',', _blocks.Select(block => block.Whole))}}],{{_stop}},"usage":{{MessagesEndpoint.Usage(_usage, _usage.OutputTokens)}}{{_edits}}}
        """);

    public WireReply Stream()
    {
        var stream = new WireStream { Fault = (fault, _) => [AnthropicFaults.Event(fault)] };
        Add(stream, "message_start",
            $"\"message\":{Head()},\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"stop_details\":null,\"usage\":{MessagesEndpoint.Usage(_usage, 1)}}}");
        for (var index = 0; index < _blocks.Count; index++)
        {
            var block = _blocks[index];
            if (block.StartsContent)
            {
                stream.MarkContent();
            }
            Add(stream, "content_block_start", $"\"index\":{index},\"content_block\":{block.Start}");
            if (index == 0)
            {
                stream.Add("event: ping\ndata: {\"type\":\"ping\"}\n\n");
            }
            foreach (var delta in block.Deltas)
            {
                stream.MarkContent();
                Add(stream, "content_block_delta", $"\"index\":{index},\"delta\":{delta}");
            }
            Add(stream, "content_block_stop", $"\"index\":{index}");
        }
        stream.MarkTerminal();
        Add(stream, "message_delta", $"\"delta\":{{{_stop}}},\"usage\":{MessagesEndpoint.Usage(_usage, _usage.OutputTokens)}{_edits}");
        stream.Add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream, Headers = new Dictionary<string, string> { ["cache-control"] = "no-cache" } };
    }

    private string Head() => $$"""{"model":{{Json.Quote(_exchange.Model)}},"id":"{{_id}}","type":"message","role":"assistant" """.TrimEnd();

    private static void Add(WireStream stream, string type, string fields) =>
        stream.Add($"event: {type}\ndata: {{\"type\":\"{type}\",{fields}}}\n\n");
}
