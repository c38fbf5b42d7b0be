using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Ids as Anthropic's clients expect them, and the end's details.</summary>
internal static class AnthropicIds
{
    private const int Longest = 128;

    internal static string Message(string id, AnswerContext context) =>
        id.StartsWith("msg_", StringComparison.Ordinal) ? id : "msg_" + (id.Length > 0 ? ShortId.Hash(id) : ShortId.Fit(context.RequestId, Longest, ""));

    internal static string Call(string? id, AnswerContext context, int index) =>
        id is { Length: > 0 } ? ShortId.Fit(id, Longest, "toolu_") : $"toolu_{ShortId.Hash($"{context.RequestId}:{index}")}";

    internal static string Search(string? id, AnswerContext context, int index) =>
        id?.StartsWith("srvtoolu_", StringComparison.Ordinal) == true ? id : $"srvtoolu_{ShortId.Hash($"{context.RequestId}:{index}:{id}")}";

    /// <summary>OpenAI refuses in words and stops as usual; here the reason to stop says it.</summary>
    internal static StreamEvent.Finished EndOf(StreamEvent.Finished end, string? refusal) => end.Reason == StopReason.EndTurn && refusal is not null
        ? end with { Reason = StopReason.Refusal, Explanation = end.Explanation ?? (refusal.Length > 0 ? refusal : null) }
        : end;

    internal static void WriteDetails(Utf8JsonWriter json, StreamEvent.Finished end)
    {
        if (end.Reason != StopReason.Refusal)
        {
            return;
        }

        json.WriteStartObject("stop_details"u8);
        json.WriteString("type"u8, "refusal"u8);
        json.WriteNull("category"u8);
        json.WriteString("explanation"u8, end.Explanation ?? "The model or its provider's safety rules refused to answer.");
        json.WriteEndObject();
    }
}
