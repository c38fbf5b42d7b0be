using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesStreamWriterTests
{
    private static readonly StreamEvent[] Full =
    [
        new StreamEvent.Started("up_1", "claude-x"),
        new StreamEvent.BlockStarted(0, BlockKind.Reasoning),
        new StreamEvent.TextDelta(0, "Think \"hard\"\n"),
        new StreamEvent.BlockEnded(0, "sig1"),
        new StreamEvent.BlockStarted(1, BlockKind.RedactedReasoning),
        new StreamEvent.BlockEnded(1, "red"),
        new StreamEvent.BlockStarted(2, BlockKind.WebSearch, "srv_1"),
        new StreamEvent.TextDelta(2, "weather"),
        new StreamEvent.CitationAdded(2, new Citation { Url = "https://a.example/", Title = "A" }),
        new StreamEvent.BlockEnded(2),
        new StreamEvent.BlockStarted(3, BlockKind.Text),
        new StreamEvent.TextDelta(3, "Es ist "),
        new StreamEvent.TextDelta(3, "schön 😀."),
        new StreamEvent.CitationAdded(3, new Citation { Url = "https://a.example/", Title = "A", Start = 0, End = 6 }),
        new StreamEvent.CitationAdded(3, new Citation { CitedText = "no address" }),
        new StreamEvent.BlockEnded(3),
        new StreamEvent.BlockStarted(4, BlockKind.ToolCall, "call_a", "look") { Namespace = "fs" },
        new StreamEvent.BlockStarted(5, BlockKind.ToolCall, "call_b", "list"),
        new StreamEvent.ArgumentsDelta(4, "{\"p\":"),
        new StreamEvent.ArgumentsDelta(4, "1}"),
        new StreamEvent.BlockEnded(4),
        new StreamEvent.BlockEnded(5),
        new StreamEvent.BlockStarted(6, BlockKind.CustomToolCall, "call_c", "patch"),
        new StreamEvent.TextDelta(6, "*** Begin"),
        new StreamEvent.BlockEnded(6),
        new StreamEvent.BlockStarted(7, BlockKind.Media),
        new StreamEvent.MediaProduced(7, new Part.Media(MediaKind.Image, "image/png") { Base64 = "aGk=" }),
        new StreamEvent.BlockEnded(7),
        new StreamEvent.Finished(StopReason.ToolUse, "tool_use"),
        new StreamEvent.UsageReported(new TokenUsage { Input = 10, Output = 7, CacheRead = 4, Reasoning = 2 }),
    ];

    [Fact]
    public void FullCase_IsTheWholeLadder()
    {
        var request = ResponsesRoom.Read("""
            {"model":"m","input":"hi","instructions":"be kind","tools":[{"type":"function","name":"look","parameters":{"type":"object"}}],
             "tool_choice":"required","text":{"verbosity":"low"},"reasoning":{"effort":"low"},"metadata":{"a":"b"},"temperature":0.5,"store":false}
            """);
        var stream = ResponsesRoom.WriteStream(Full, ResponsesRoom.Context(request));

        var response = ResponsesStreamChecker.Check(stream);
        Assert.Equal("claude-x", response.GetProperty("model").GetString());
        Assert.Equal("be kind", response.GetProperty("instructions").GetString());
        Assert.False(response.GetProperty("store").GetBoolean());
        GoldenFile.Equal("full.stream.txt", stream.TrimEnd() + "\n");
    }

    [Fact]
    public void WholeAnswer_EqualsTheStreamsLastObject()
    {
        var streamed = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(Full));
        using var whole = JsonDocument.Parse(ResponsesRoom.WriteAnswer(Full));

        ResponsesStreamChecker.CheckResponse(whole.RootElement);
        Assert.Equal(streamed.GetRawText(), whole.RootElement.GetRawText());
    }

    [Theory]
    [InlineData(BlockKind.Text, "par")]
    [InlineData(BlockKind.ToolCall, "{\"a\":")]
    public void OutputLimit_LeavesTheLastItemIncompleteWithWhatItHas(BlockKind kind, string text)
    {
        var response = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(
        [
            new StreamEvent.Started("", ""),
            new StreamEvent.BlockStarted(0, BlockKind.Text), new StreamEvent.TextDelta(0, "first"), new StreamEvent.BlockEnded(0),
            new StreamEvent.BlockStarted(1, kind, "c", "n"),
            kind == BlockKind.Text ? new StreamEvent.TextDelta(1, text) : new StreamEvent.ArgumentsDelta(1, text),
            new StreamEvent.BlockEnded(1),
            new StreamEvent.Finished(StopReason.MaxTokens, "length"),
        ]));

        Assert.Equal("max_output_tokens", response.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal(["completed", "incomplete"], response.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("status").GetString()));
        Assert.Contains(text, response.GetProperty("output")[1].ToString().Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusalWithWords_IsShownAndTheResponseIncomplete()
    {
        var response = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream([new StreamEvent.Finished(StopReason.Refusal, "refusal") { Explanation = "No." }]));

        Assert.Equal("content_filter", response.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal("No.", response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("refusal").GetString());
    }

    [Fact]
    public void ErrorInside_EndsWithErrorAndFailed()
    {
        var fault = new Fault { Kind = FaultKind.RateLimited, Message = "Slow down." };
        var stream = ResponsesRoom.WriteStream(
            [new StreamEvent.Started("", "m"), new StreamEvent.BlockStarted(0, BlockKind.Text), new StreamEvent.TextDelta(0, "a"), new StreamEvent.Failed(fault), new StreamEvent.TextDelta(0, "b")]);

        var response = ResponsesStreamChecker.Check(stream);
        Assert.Equal("rate_limit_exceeded", response.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("event: error\n", stream, StringComparison.Ordinal);
        Assert.DoesNotContain("\"delta\":\"b\"", stream, StringComparison.Ordinal);
    }

    [Fact]
    public void NoEnd_IsNeverACleanStop()
    {
        var response = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream([new StreamEvent.Started("", "m")]));

        Assert.Equal("failed", response.GetProperty("status").GetString());
    }

    [Fact]
    public void MalformedAnswer_Fails() =>
        Assert.Equal("failed", ResponsesStreamChecker.Check(ResponsesRoom.WriteStream([new StreamEvent.Finished(StopReason.Malformed, "MALFORMED_FUNCTION_CALL")])).GetProperty("status").GetString());

    [Fact]
    public void HiddenReasoning_KeepsItsProof()
    {
        var request = ResponsesRoom.Request() with { Reasoning = new ReasoningRequest { Show = false } };
        var stream = ResponsesRoom.WriteStream(Full[..4].Append(new StreamEvent.Finished(StopReason.EndTurn, null)), ResponsesRoom.Context(request));

        Assert.DoesNotContain("Think", stream, StringComparison.Ordinal);
        Assert.Equal("sig1", ResponsesStreamChecker.Check(stream).GetProperty("output")[0].GetProperty("encrypted_content").GetString());
    }

    [Fact]
    public void Ids_AreTheSameEveryTime() => Assert.Equal(ResponsesRoom.WriteStream(Full), ResponsesRoom.WriteStream(Full));

    [Fact]
    public void OwnItem_GoesThroughAsItIs()
    {
        var item = """{"id":"fs_1","type":"file_search_call","queries":["q"],"status":"completed"}""";
        var response = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(
            [new StreamEvent.Opaque(Protocol.OpenAIResponses, new RawJson(System.Text.Encoding.UTF8.GetBytes(item))), new StreamEvent.Finished(StopReason.EndTurn, null)]));

        Assert.Equal(item, response.GetProperty("output")[0].GetRawText());
    }

    [Fact]
    public void AnyEventsInAnyOrder_MakeALegalStream() => Gen.Select(Gen.Int[0, 11], Gen.Int[0, 3], Gen.String).Array[0, 40].Sample(steps =>
    {
        var events = steps.Select(static step => Event(step.Item1, step.Item2, step.Item3));
        ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(events));
    }, iter: 2_000);

    private static StreamEvent Event(int what, int block, string text) => what switch
    {
        0 => new StreamEvent.Started("x", "m"),
        1 => new StreamEvent.BlockStarted(block, BlockKind.Text),
        2 => new StreamEvent.BlockStarted(block, BlockKind.Reasoning),
        3 => new StreamEvent.BlockStarted(block, BlockKind.ToolCall, "c" + block, "n"),
        4 => new StreamEvent.BlockStarted(block, block == 0 ? BlockKind.Media : BlockKind.CustomToolCall, "c", "n"),
        5 or 6 => new StreamEvent.TextDelta(block, text),
        7 => new StreamEvent.ArgumentsDelta(block, text),
        8 => new StreamEvent.BlockEnded(block, text),
        9 => new StreamEvent.CitationAdded(block, new Citation { Url = text }),
        10 => new StreamEvent.MediaProduced(block, new Part.Media(MediaKind.Image, "image/png") { Base64 = "aa==" }),
        _ => block == 3 ? new StreamEvent.Finished(StopReason.EndTurn, null) : new StreamEvent.BlockStarted(block, BlockKind.WebSearch, "w"),
    };
}
