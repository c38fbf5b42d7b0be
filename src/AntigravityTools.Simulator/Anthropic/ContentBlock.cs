using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary>One content block, whole and in pieces.</summary>
internal sealed record ContentBlock
{
    /// <summary>The block as <c>content_block_start</c> announces it.</summary>
    public required string Start { get; init; }

    public required IReadOnlyList<string> Deltas { get; init; }

    /// <summary>The finished block.</summary>
    public required string Whole { get; init; }

    /// <summary>True when its announcement is content already: a tool call.</summary>
    public bool StartsContent { get; init; }

    public static List<ContentBlock> List(Exchange exchange, Answer answer)
    {
        var blocks = new List<ContentBlock>();
        if (answer.Reasoning is { } reasoning)
        {
            blocks.Add(Thinking(exchange, reasoning, exchange.Body.Child("thinking")?.Text("display") == "omitted"));
        }
        if (!string.IsNullOrEmpty(answer.Text))
        {
            blocks.Add(Text(answer.Text));
        }
        blocks.AddRange(answer.ToolCalls.Select(call => Tool(exchange.NewId("toolu_"), call)));
        return blocks;
    }

    private static ContentBlock Text(string text) => new()
    {
        Start = """{"type":"text","text":""}""",
        Deltas = TextPieces.Of(text).Select(piece => $$"""{"type":"text_delta","text":{{Json.Quote(piece)}}}""").ToList(),
        Whole = $$"""{"type":"text","text":{{Json.Quote(text)}}}""",
    };

    private static ContentBlock Thinking(Exchange exchange, string reasoning, bool omitted)
    {
        var signature = Json.Quote(OpaqueState.Make(exchange, AnthropicChecks.Provider, reasoning));
        var shown = omitted ? "" : reasoning;
        return new ContentBlock
        {
            Start = """{"type":"thinking","thinking":"","signature":""}""",
            Deltas =
            [
                .. TextPieces.Of(shown).Select(piece => $$"""{"type":"thinking_delta","thinking":{{Json.Quote(piece)}}}"""),
                $$"""{"type":"signature_delta","signature":{{signature}}}""",
            ],
            Whole = $$"""{"type":"thinking","thinking":{{Json.Quote(shown)}},"signature":{{signature}}}""",
        };
    }

    private static ContentBlock Tool(string id, AnswerToolCall call)
    {
        var head = $$"""{"type":"tool_use","id":"{{id}}","name":{{Json.Quote(call.Name)}}""";
        return new ContentBlock
        {
            StartsContent = true,
            Start = head + ",\"input\":{}}",
            Deltas = TextPieces.Of(call.Arguments).Prepend("").Select(piece => $$"""{"type":"input_json_delta","partial_json":{{Json.Quote(piece)}}}""").ToList(),
            Whole = $"{head},\"input\":{call.Arguments}}}",
        };
    }
}
