using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIChat;

/// <summary>Writes one answer as a <c>chat.completion</c> or as its chunks.</summary>
internal sealed class ChatWriter(Exchange exchange, Answer answer, AnswerUsage usage)
{
    private readonly string _id = exchange.NewId("chatcmpl-");
    private readonly string _model = Json.Quote(exchange.Model);
    private readonly long _created = exchange.Now.ToUnixTimeSeconds();
    private readonly int _choices = Math.Clamp(exchange.Body.Int("n") ?? 1, 1, 8);
    private readonly bool _includeUsage = exchange.Body.Child("stream_options")?.IsTrue("include_usage") == true;

    private string FinishReason => answer switch
    {
        { Stop: AnswerStop.MaxTokens } => "length",
        { ToolCalls.Count: > 0 } => "tool_calls",
        _ => "stop",
    };

    public WireReply Whole()
    {
        var choices = Enumerable.Range(0, _choices).Select(index =>
            $$"""{"index":{{index}},"message":{{Message()}},"logprobs":null,"finish_reason":"{{FinishReason}}"}""");
        return WireReply.Json($$"""
            {"id":"{{_id}}","object":"chat.completion","created":{{_created}},"model":{{_model}},"choices":[{{string.Join(',', choices)}}],"usage":{{ChatEndpoint.Usage(usage, _choices)}},"service_tier":"default","system_fingerprint":"fp_simulator"}
            """);
    }

    public WireReply Stream()
    {
        var stream = new WireStream { Fault = (fault, _) => [$$"""data: {"error":{{OpenAiFaults.Body(fault)}}}""" + "\n\n"] };
        Deltas(stream, """{"role":"assistant","content":"","refusal":null}""");
        stream.MarkContent();
        foreach (var piece in TextPieces.Of(answer.Reasoning ?? ""))
        {
            Deltas(stream, $$"""{"content":null,"reasoning_content":{{Json.Quote(piece)}}}""");
        }
        foreach (var piece in TextPieces.Of(answer.Text ?? ""))
        {
            Deltas(stream, $$"""{"content":{{Json.Quote(piece)}}}""");
        }
        foreach (var piece in TextPieces.Of(answer.Refusal ?? ""))
        {
            Deltas(stream, $$"""{"refusal":{{Json.Quote(piece)}}}""");
        }
        for (var index = 0; index < answer.ToolCalls.Count; index++)
        {
            ToolDeltas(stream, answer.ToolCalls[index], index);
        }
        stream.MarkTerminal();
        for (var choice = 0; choice < _choices; choice++)
        {
            stream.Add(Chunk(choice, "{}", $"\"{FinishReason}\""));
        }
        if (_includeUsage)
        {
            stream.Add($"data: {Head()},\"choices\":[],\"usage\":{ChatEndpoint.Usage(usage, _choices)}}}\n\n");
        }
        stream.Add("data: [DONE]\n\n");
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream, Headers = new Dictionary<string, string> { ["cache-control"] = "no-cache" } };
    }

    private void ToolDeltas(WireStream stream, AnswerToolCall call, int index)
    {
        var id = exchange.NewId("call_");
        Deltas(stream, $$"""{"tool_calls":[{"index":{{index}},{{Call(call, id, "").TrimStart('{')}}]}""");
        foreach (var piece in TextPieces.Of(call.Arguments))
        {
            var fragment = call.Custom ? $"\"custom\":{{\"input\":{Json.Quote(piece)}}}" : $"\"function\":{{\"arguments\":{Json.Quote(piece)}}}";
            Deltas(stream, $$"""{"tool_calls":[{"index":{{index}},{{fragment}}}]}""");
        }
    }

    private void Deltas(WireStream stream, string delta)
    {
        for (var choice = 0; choice < _choices; choice++)
        {
            stream.Add(Chunk(choice, delta, "null"));
        }
    }

    private string Chunk(int choice, string delta, string finish)
    {
        var usageField = _includeUsage ? ",\"usage\":null" : "";
        return $"data: {Head()},\"choices\":[{{\"index\":{choice},\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}]{usageField}}}\n\n";
    }

    private string Head() =>
        $$"""{"id":"{{_id}}","object":"chat.completion.chunk","created":{{_created}},"service_tier":"default","system_fingerprint":"fp_simulator","model":{{_model}}""";

    private string Message()
    {
        var content = Json.Quote(string.IsNullOrEmpty(answer.Text) && (answer.ToolCalls.Count > 0 || answer.Refusal is not null) ? null : answer.Text ?? "");
        var reasoning = answer.Reasoning is null ? "" : $",\"reasoning_content\":{Json.Quote(answer.Reasoning)}";
        var calls = answer.ToolCalls.Count == 0
            ? ""
            : $",\"tool_calls\":[{string.Join(',', answer.ToolCalls.Select(call => Call(call, exchange.NewId("call_"), call.Arguments)))}]";
        return $$"""{"role":"assistant","content":{{content}}{{reasoning}}{{calls}},"refusal":{{Json.Quote(answer.Refusal)}},"annotations":[]}""";
    }

    private static string Call(AnswerToolCall call, string id, string arguments) => call.Custom
        ? $$$"""{"id":"{{{id}}}","type":"custom","custom":{"name":{{{Json.Quote(call.Name)}}},"input":{{{Json.Quote(arguments)}}}}}"""
        : $$$"""{"id":"{{{id}}}","type":"function","function":{"name":{{{Json.Quote(call.Name)}}},"arguments":{{{Json.Quote(arguments)}}}}}""";
}
