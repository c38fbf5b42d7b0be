using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>One output item with everything that its events need.</summary>
internal sealed record OutputItem
{
    public required string Id { get; init; }

    /// <summary>The text, arguments or input that the deltas carry.</summary>
    public required string Text { get; init; }

    /// <summary>The item as it is announced.</summary>
    public required string Added { get; init; }

    /// <summary>The finished item.</summary>
    public required string Done { get; init; }

    public required string EventPrefix { get; init; }

    public required string TextName { get; init; }

    public string DeltaSuffix { get; init; } = "";

    public string DoneSuffix { get; init; } = "";

    public OutputPart? Part { get; init; }

    public bool IsCall => Part is null;

    public static List<OutputItem> List(Exchange exchange, Answer answer)
    {
        var status = answer.Stop == AnswerStop.MaxTokens ? "incomplete" : "completed";
        var items = new List<OutputItem>();
        if (answer.Reasoning is not null)
        {
            items.Add(Reasoning(exchange, answer.Reasoning));
        }
        if (answer.Refusal is not null || !string.IsNullOrEmpty(answer.Text) || answer.ToolCalls.Count == 0)
        {
            items.Add(Message(exchange.NewId("msg_"), answer, status));
        }
        items.AddRange(answer.ToolCalls.Select(call => Call(exchange, call, status)));
        return items;
    }

    private static OutputItem Reasoning(Exchange exchange, string text)
    {
        var id = exchange.NewId("rs_");
        var wanted = exchange.Body.Items("include").Any(item => item.GetString() == "reasoning.encrypted_content");
        var secret = wanted ? $",\"encrypted_content\":{Json.Quote(OpaqueState.Make(exchange, "openai", text))}" : "";
        return new OutputItem
        {
            Id = id,
            Text = text,
            Part = OutputPart.Summary(),
            EventPrefix = "response.reasoning_summary_text",
            TextName = "text",
            Added = $$"""{"id":"{{id}}","type":"reasoning"{{secret}},"summary":[]}""",
            Done = $$"""{"id":"{{id}}","type":"reasoning"{{secret}},"summary":[{{OutputPart.Summary().Write(text)}}]}""",
        };
    }

    private static OutputItem Message(string id, Answer answer, string status)
    {
        var refused = answer.Refusal is not null;
        var text = answer.Refusal ?? answer.Text ?? "";
        var part = OutputPart.Content(refused ? "refusal" : "output_text");
        return new OutputItem
        {
            Id = id,
            Text = text,
            Part = part,
            EventPrefix = refused ? "response.refusal" : "response.output_text",
            TextName = refused ? "refusal" : "text",
            DeltaSuffix = refused ? "" : ",\"logprobs\":[]",
            DoneSuffix = refused ? "" : ",\"logprobs\":[]",
            Added = $$"""{"id":"{{id}}","type":"message","status":"in_progress","content":[],"role":"assistant"}""",
            Done = $$"""{"id":"{{id}}","type":"message","status":"{{status}}","content":[{{part.Write(text)}}],"role":"assistant"}""",
        };
    }

    private static OutputItem Call(Exchange exchange, AnswerToolCall call, string status)
    {
        var id = exchange.NewId(call.Custom ? "ctc_" : "fc_");
        var callId = exchange.NewId("call_");
        var space = call.Namespace is null ? "" : $",\"namespace\":{Json.Quote(call.Namespace)}";
        var field = call.Custom ? "input" : "arguments";
        var type = call.Custom ? "custom_tool_call" : "function_call";
        string Write(string state, string text) =>
            $$"""{"id":"{{id}}","type":"{{type}}","status":"{{state}}","{{field}}":{{Json.Quote(text)}},"call_id":"{{callId}}","name":{{Json.Quote(call.Name)}}{{space}}}""";
        return new OutputItem
        {
            Id = id,
            Text = call.Arguments,
            EventPrefix = call.Custom ? "response.custom_tool_call_input" : "response.function_call_arguments",
            TextName = field,
            DoneSuffix = call.Custom ? "" : $",\"name\":{Json.Quote(call.Name)}",
            Added = Write("in_progress", ""),
            Done = Write(status, call.Arguments),
        };
    }
}
