using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiStreamWriterTests
{
    private static readonly StreamEvent[] Full =
    [
        new StreamEvent.Started("id1", "claude-x"),
        new StreamEvent.UsageReported(new TokenUsage { Input = 20, CacheRead = 5 }),
        new StreamEvent.BlockStarted(0, BlockKind.Reasoning),
        new StreamEvent.TextDelta(0, "Let me \"see\"."),
        new StreamEvent.BlockEnded(0, "c2ln"),
        new StreamEvent.BlockStarted(1, BlockKind.Text),
        new StreamEvent.TextDelta(1, "Größe 😀"),
        new StreamEvent.TextDelta(1, " <b>\n"),
        new StreamEvent.CitationAdded(1, new Citation { Url = "https://a", Title = "A", Start = 0, End = 5 }),
        new StreamEvent.CitationAdded(1, new Citation { Url = "https://b", CitedText = "quoted" }),
        new StreamEvent.BlockEnded(1),
        new StreamEvent.BlockStarted(2, BlockKind.ToolCall, "t1", "read"),
        new StreamEvent.BlockStarted(3, BlockKind.ToolCall, "t2", "now") { Signature = "Y2FsbA==" },
        new StreamEvent.ArgumentsDelta(2, "{\"n\":"),
        new StreamEvent.BlockEnded(3, "Y2FsbA=="),
        new StreamEvent.ArgumentsDelta(2, "\n 1.0}"),
        new StreamEvent.BlockEnded(2),
        new StreamEvent.BlockStarted(4, BlockKind.WebSearch, "s1"),
        new StreamEvent.TextDelta(4, "query"),
        new StreamEvent.CitationAdded(4, new Citation { Url = "https://b" }),
        new StreamEvent.BlockEnded(4),
        new StreamEvent.BlockStarted(5, BlockKind.Media),
        new StreamEvent.MediaProduced(5, new Part.Media(MediaKind.Image, "image/png") { Base64 = "AAAA" }),
        new StreamEvent.BlockEnded(5),
        new StreamEvent.BlockStarted(6, BlockKind.CustomToolCall, "t3", "run"),
        new StreamEvent.TextDelta(6, "ls \"x\""),
        new StreamEvent.BlockEnded(6),
        new StreamEvent.BlockStarted(7, BlockKind.RedactedReasoning),
        new StreamEvent.BlockEnded(7, "cmVk"),
        new StreamEvent.Finished(StopReason.ToolUse, "tool_use"),
        new StreamEvent.UsageReported(new TokenUsage { Input = 20, CacheRead = 5, Output = 30, Reasoning = 12 }),
    ];

    [Fact]
    public void FullStream_IsWrittenAsGoogleDoes()
    {
        var stream = GeminiRoom.WriteStream(Full);

        GeminiStreamChecker.Check(stream);
        GoldenFile.Equal("stream.model-gemini.txt", stream.ReplaceLineEndings("\n").TrimEnd() + "\n");
    }

    [Fact]
    public void FullAnswer_IsOneResponse() => GoldenFile.Equal("answer.model-gemini.json", GeminiRoom.Show(GeminiRoom.WriteAnswer(Full)));

    [Fact]
    public void ArrayForm_IsOneArrayOfTheSameChunks()
    {
        var chunks = GeminiStreamChecker.CheckArray(GeminiRoom.WriteStream(Full, GeminiRoom.Context(StreamForm.JsonArray)));

        Assert.Equal(GeminiStreamChecker.Check(GeminiRoom.WriteStream(Full)).Select(static chunk => chunk.GetRawText()), chunks.Select(static chunk => chunk.GetRawText()));
    }

    [Fact]
    public void HiddenThoughts_StayHidden()
    {
        var parts = GeminiStreamChecker.Parts(GeminiStreamChecker.Check(GeminiRoom.WriteStream(Full, GeminiRoom.Context(reasoning: new() { Show = false }))));

        Assert.DoesNotContain(parts, static part => part.TryGetProperty("thought", out _));
    }

    [Theory]
    [InlineData(StopReason.EndTurn, "stop", "STOP")]
    [InlineData(StopReason.StopSequence, "stop_sequence", "STOP")]
    [InlineData(StopReason.MaxTokens, "length", "MAX_TOKENS")]
    [InlineData(StopReason.ContextFull, "model_context_window_exceeded", "MAX_TOKENS")]
    [InlineData(StopReason.Refusal, "content_filter", "SAFETY")]
    [InlineData(StopReason.Refusal, "PROHIBITED_CONTENT", "PROHIBITED_CONTENT")]
    [InlineData(StopReason.Malformed, null, "OTHER")]
    [InlineData(StopReason.Paused, "pause_turn", "STOP")]
    public void StopReason_IsTranslated(StopReason reason, string? native, string word)
    {
        var chunks = GeminiStreamChecker.Check(GeminiRoom.WriteStream([new StreamEvent.Started("", ""), new StreamEvent.Finished(reason, native) { Explanation = "because" }]));
        var candidate = Assert.Single(chunks).GetProperty("candidates")[0];

        Assert.Equal((word, "because"), (candidate.GetProperty("finishReason").GetString(), candidate.GetProperty("finishMessage").GetString()));
        Assert.Equal(("m", "req_0001"), (chunks[0].GetProperty("modelVersion").GetString(), chunks[0].GetProperty("responseId").GetString()));
    }

    [Fact]
    public void Refusal_IsTextThatEndsWithSafety()
    {
        var chunks = GeminiStreamChecker.Check(GeminiRoom.WriteStream(
            [new StreamEvent.Started("", ""), new StreamEvent.BlockStarted(0, BlockKind.Refusal), new StreamEvent.TextDelta(0, "No."), new StreamEvent.BlockEnded(0), new StreamEvent.Finished(StopReason.EndTurn, "stop")]));

        Assert.Equal("No.", GeminiStreamChecker.Text(GeminiStreamChecker.Parts(chunks)));
        Assert.Equal("SAFETY", chunks[^1].GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }

    [Fact]
    public void CutArguments_GoAsTextAndAreReported()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Protocols.Gemini.GeminiTranslator().OpenWriter(GeminiRoom.Context());
        foreach (var item in (StreamEvent[])[new StreamEvent.BlockStarted(0, BlockKind.ToolCall, "t", "f"), new StreamEvent.ArgumentsDelta(0, "{\"a\":\"x"), new StreamEvent.Finished(StopReason.MaxTokens, null)])
        {
            writer.Write(item, output);
        }

        Assert.Single(writer.Complete(output).Items);
        var parts = GeminiStreamChecker.Parts(GeminiStreamChecker.Check(Encoding.UTF8.GetString(output.WrittenSpan)));
        Assert.Equal("""{"raw":"{\"a\":\"x"}""", parts[0].GetProperty("functionCall").GetProperty("args").GetRawText());
    }

    [Theory]
    [InlineData(StreamForm.Sse, "data: {\"error\":", "}\r\n\r\n")]
    [InlineData(StreamForm.JsonArray, "[{\"error\":", "}]")]
    public void FailureBeforeAnything_IsAnErrorAlone(StreamForm form, string start, string end)
    {
        var fault = new Fault { Kind = FaultKind.Overloaded, Message = "full" };
        var stream = GeminiRoom.WriteStream([new StreamEvent.Started("", ""), new StreamEvent.Failed(fault), new StreamEvent.BlockStarted(0, BlockKind.Text)], GeminiRoom.Context(form));

        Assert.StartsWith(start, stream, StringComparison.Ordinal);
        Assert.EndsWith(end, stream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamForm.Sse)]
    [InlineData(StreamForm.JsonArray)]
    public void StreamWithoutAnEnd_EndsWithAnError(StreamForm form)
    {
        var stream = GeminiRoom.WriteStream(Full.TakeWhile(static item => item is not StreamEvent.Finished), GeminiRoom.Context(form));

        Assert.DoesNotContain("finishReason", stream, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"UNAVAILABLE\"", stream, StringComparison.Ordinal);
        if (form == StreamForm.JsonArray)
        {
            using var json = JsonDocument.Parse(stream);
            Assert.True(json.RootElement.EnumerateArray().Last().TryGetProperty("error", out _));
        }
    }

    [Fact]
    public void AnyLegalOrder_IsALegalStream() => Gen.Int[0, 11].Array[0, 40].Sample(static steps =>
    {
        var events = Legal(steps);
        var chunks = GeminiStreamChecker.Check(GeminiRoom.WriteStream(events));
        var folded = Answer.Fold(events);
        foreach (var choice in (int[])[0, 1])
        {
            var parts = GeminiStreamChecker.Parts(chunks, choice);
            Assert.Equal(folded.Blocks.Count(block => block.Choice == choice && block.Kind == BlockKind.ToolCall), parts.Count(static part => part.TryGetProperty("functionCall", out _)));
            Assert.Equal(events.OfType<StreamEvent.TextDelta>().Where(delta => events.OfType<StreamEvent.BlockStarted>().Any(block => block.Block == delta.Block && block.Choice == choice && block.Kind == BlockKind.Text))
                .Aggregate("", static (all, delta) => all + delta.Text), GeminiStreamChecker.Text(parts));
        }
    });

    [Fact]
    public void AnyOrderAtAll_WritesFramesThatCanBeRead() => Gen.Int[0, 11].Array[0, 30].Sample(static steps =>
    {
        // Events out of order: ends before starts, unknown blocks, deltas of the wrong kind.
        var events = Legal(steps).OrderBy(item => item.GetHashCode() % 7).ToList();
        var stream = GeminiRoom.WriteStream(events);
        Assert.All(stream.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries), static frame => JsonDocument.Parse(frame["data: ".Length..]).Dispose());
    });

    private static List<StreamEvent> Legal(int[] steps)
    {
        List<StreamEvent> events = [new StreamEvent.Started("id", "model")];
        var open = new List<(int Block, BlockKind Kind)>();
        var next = 0;
        foreach (var step in steps)
        {
            var kind = step switch { 0 or 1 => BlockKind.Text, 2 => BlockKind.Reasoning, 3 => BlockKind.ToolCall, 4 => BlockKind.Media, _ => (BlockKind?)null };
            if (kind is { } started)
            {
                open.Add((next, started));
                events.Add(new StreamEvent.BlockStarted(next++, started, started == BlockKind.ToolCall ? "t" + next : null, started == BlockKind.ToolCall ? "f" : null) { Choice = step == 1 ? 1 : 0 });
            }
            else if (open.Count > 0)
            {
                var (block, of) = open[step % open.Count];
                if (step > 9)
                {
                    open.RemoveAll(one => one.Block == block);
                    events.Add(new StreamEvent.BlockEnded(block, step == 11 ? "c2ln" : null));
                }
                else if (of == BlockKind.Media)
                {
                    events.Add(new StreamEvent.MediaProduced(block, new Part.Media(MediaKind.Image, "image/png") { Base64 = "AAAA" }));
                }
                else
                {
                    events.Add(of == BlockKind.ToolCall ? new StreamEvent.ArgumentsDelta(block, "{\n") : new StreamEvent.TextDelta(block, $"é\"\r\n{step}"));
                }
            }
        }

        events.AddRange(open.Select(static one => new StreamEvent.BlockEnded(one.Block)));
        events.Add(new StreamEvent.Finished(StopReason.EndTurn, null));
        events.Add(new StreamEvent.Finished(StopReason.EndTurn, null) { Choice = 1 });
        events.Add(new StreamEvent.UsageReported(new TokenUsage { Input = 1, Output = 2 }));
        return events;
    }
}
