using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>The part that a text lives in: message content or a reasoning summary.</summary>
internal sealed record OutputPart(string Type, string IndexName, string AddedEvent, string DoneEvent)
{
    public string Write(string text) => Type switch
    {
        "output_text" => $$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{Json.Quote(text)}}}""",
        "refusal" => $$"""{"type":"refusal","refusal":{{Json.Quote(text)}}}""",
        _ => $$"""{"type":"summary_text","text":{{Json.Quote(text)}}}""",
    };

    public static OutputPart Content(string type) => new(type, "content_index", "response.content_part.added", "response.content_part.done");

    public static OutputPart Summary() =>
        new("summary_text", "summary_index", "response.reasoning_summary_part.added", "response.reasoning_summary_part.done");
}
