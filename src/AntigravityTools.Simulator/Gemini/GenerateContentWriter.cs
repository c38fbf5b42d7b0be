using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>Writes one answer as a GenerateContentResponse or as its chunks.</summary>
internal sealed class GenerateContentWriter(Exchange exchange, Answer answer, AnswerUsage usage)
{
    private readonly string _id = exchange.NewId("");
    private readonly bool _draws = exchange.Model.Contains("-image", StringComparison.Ordinal);
    private readonly bool _speaks = exchange.Model.EndsWith("-tts", StringComparison.Ordinal);

    private string FinishReason => answer switch
    {
        { Refusal: not null } => "SAFETY",
        { Stop: AnswerStop.MaxTokens } => "MAX_TOKENS",
        _ => "STOP",
    };

    public WireReply Whole() => WireReply.Json(Chunk(Parts(whole: true), last: true)) with { ContentType = "application/json; charset=UTF-8" };

    public WireReply Events() => Stream("text/event-stream", chunk => $"data: {chunk}\r\n\r\n", (chunk, _) => $"data: {chunk}\r\n\r\n", "");

    /// <summary>Without <c>alt=sse</c>: one JSON array that grows.</summary>
    public WireReply Array() => Stream("application/json; charset=UTF-8", chunk => $"[{chunk}", (chunk, _) => $",\r\n{chunk}", "]\r\n");

    private WireReply Stream(string contentType, Func<string, string> first, Func<string, int, string> next, string end)
    {
        var stream = new WireStream
        {
            Fault = (fault, sent) => [(sent == 0 ? first(GeminiFaults.Body(fault)) : next(GeminiFaults.Body(fault), sent)) + end],
        };
        stream.MarkContent();
        var parts = Parts(whole: false).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            var last = index == parts.Count - 1;
            if (last)
            {
                stream.MarkTerminal();
            }
            var chunk = Chunk([parts[index]], last);
            stream.Add((index == 0 ? first(chunk) : next(chunk, index)) + (last ? end : ""));
        }
        return new WireReply { ContentType = contentType, Stream = stream };
    }

    private string Chunk(IEnumerable<string> parts, bool last)
    {
        var list = string.Join(',', parts);
        var finish = last ? $",\"finishReason\":\"{FinishReason}\"" : "";
        var count = last ? GenerateContentEndpoint.Usage(usage) : GenerateContentEndpoint.RunningUsage(usage);
        return $$"""{"candidates":[{"content":{"parts":[{{list}}],"role":"model"}{{finish}},"index":0}],"usageMetadata":{{count}},"modelVersion":{{Json.Quote(exchange.Model)}},"responseId":"{{_id}}"}""";
    }

    /// <summary>The parts in order; in a stream text comes in pieces and an empty last part carries its signature.</summary>
    private IEnumerable<string> Parts(bool whole)
    {
        if (_speaks)
        {
            yield return $$$"""{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=24000","data":"{{{Convert.ToBase64String(new byte[480])}}}"}}""";
            yield break;
        }
        foreach (var piece in Pieces(answer.Reasoning, whole))
        {
            yield return $$"""{"text":{{Json.Quote(piece)}},"thought":true}""";
        }
        var signature = answer.Reasoning is not null || exchange.Model.StartsWith("gemini-3", StringComparison.Ordinal)
            ? $",\"thoughtSignature\":{Json.Quote(OpaqueState.Make(exchange, GeminiChecks.Provider, answer.Reasoning + answer.Text + _id))}"
            : "";
        foreach (var piece in Pieces(answer.Text, whole))
        {
            yield return $$"""{"text":{{Json.Quote(piece)}}{{(whole && answer.ToolCalls.Count == 0 ? signature : "")}}}""";
        }
        if (_draws)
        {
            yield return $$$"""{"inlineData":{"mimeType":"image/png","data":"{{{SampleImage.PngBase64}}}"}}""";
        }
        for (var index = 0; index < answer.ToolCalls.Count; index++)
        {
            var call = answer.ToolCalls[index];
            // Only the first of parallel calls is signed.
            yield return $$"""{"functionCall":{"name":{{Json.Quote(call.Name)}},"args":{{call.Arguments}}}{{(index == 0 ? signature : "")}}}""";
        }
        if (answer.ToolCalls.Count == 0 && (!whole || string.IsNullOrEmpty(answer.Text)))
        {
            yield return $$"""{"text":""{{signature}}}""";
        }
    }

    private static IEnumerable<string> Pieces(string? text, bool whole) =>
        string.IsNullOrEmpty(text) ? [] : whole ? [text] : TextPieces.Of(text);
}
