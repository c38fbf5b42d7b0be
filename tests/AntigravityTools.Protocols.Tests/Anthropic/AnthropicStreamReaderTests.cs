using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Anthropic;

/// <summary>The oddities of streams of messages (protocols.md §3.21–31).</summary>
public sealed class AnthropicStreamReaderTests
{
    private const string TextStart = """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""";
    private const string ToolStart = """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""";
    private const string Stop = """{"type":"content_block_stop","index":0}""";

    [Fact]
    public void PingsPaddingAndUnknownEvents_AreNothing()
    {
        var events = AnthropicRoom.ReadPayloads(
            """{"type":"ping"}""",
            """{"type":"message_start","message":{"id":"msg_1","model":"claude","usage":{"input_tokens":10,"output_tokens":1}}          }""",
            """{"type":"brand_new","index":0}""", TextStart, """{"type":"ping"}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"brand_new_delta","x":1}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}   }""", Stop,
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}""", """{"type":"message_stop"}""");

        Assert.Equal("hi", Assert.Single(Answer.Fold(events).Blocks).Text);
        Assert.Equal(StopReason.EndTurn, Answer.Fold(events).Finished[0].Reason);
    }

    [Fact]
    public void SecondStartBehindContent_Fails()
    {
        const string Start = """{"type":"message_start","message":{"id":"msg_1","model":"claude"}}""";
        const string Delta = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}""";

        Assert.Contains(AnthropicRoom.ReadPayloads(Start, TextStart, Delta, Start, TextStart), static item => item is StreamEvent.Failed);
        Assert.DoesNotContain(AnthropicRoom.ReadPayloads(Start, Start, TextStart, Delta, Stop, """{"type":"message_stop"}"""), static item => item is StreamEvent.Failed);
    }

    [Fact]
    public void OutputTokens_AreTheLastOnesAndNotASum()
    {
        var usage = Answer.Fold(AnthropicRoom.ReadBlocks("end_turn", TextStart, Stop)).Usage;

        Assert.Equal((14L, 7L, 4L), (usage.Input, usage.Output, usage.CacheRead));
    }

    [Theory]
    [InlineData("""{"input_tokens":10,"cache_read_input_tokens":4}""", """{"output_tokens":7}""")]
    [InlineData("""{"input_tokens":0}""", """{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":7}""")]
    public void CacheTokens_CountWhereverTheyAreStated(string first, string last)
    {
        var usage = Answer.Fold(AnthropicRoom.ReadPayloads(
            $$$"""{"type":"message_start","message":{"id":"m","usage":{{{first}}}}}""", $$$"""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{{{last}}}}""", """{"type":"message_stop"}""")).Usage;

        Assert.Equal((14L, 7L, 4L), (usage.Input, usage.Output, usage.CacheRead));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}""")]
    public void CallWithoutArguments_HasNone(string delta)
    {
        string[] payloads = delta.Length > 0 ? [ToolStart, delta, Stop] : [ToolStart, Stop];
        var call = Assert.Single(Answer.Fold(AnthropicRoom.ReadBlocks("tool_use", payloads)).Blocks);

        Assert.Equal(("toolu_1", "f", ""), (call.ToolCallId, call.ToolName, call.Text));
    }

    [Fact]
    public void ArgumentsCutAtTheOutputLimit_AreDeliveredAsTheyAre()
    {
        var answer = Answer.Fold(AnthropicRoom.ReadBlocks("max_tokens", ToolStart, """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}""", Stop));

        Assert.Equal(("{\"a\":", StopReason.MaxTokens), (answer.Blocks[0].Text, answer.Finished[0].Reason));
    }

    [Fact]
    public void RedactedThinking_ComesWholeAndIsKept()
    {
        var block = Assert.Single(Answer.Fold(AnthropicRoom.ReadBlocks("end_turn", """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"opaque"}}""", Stop)).Blocks);

        Assert.Equal((BlockKind.RedactedReasoning, "opaque", ""), (block.Kind, block.Signature, block.Text));
    }

    [Fact]
    public void OmittedThinking_IsAnEmptyBlockWithItsSignature()
    {
        var block = Assert.Single(Answer.Fold(AnthropicRoom.ReadBlocks(
            "end_turn",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""", Stop)).Blocks);

        Assert.Equal((BlockKind.Reasoning, "c2ln", ""), (block.Kind, block.Signature, block.Text));
    }

    [Theory]
    [InlineData("pause_turn", StopReason.Paused)]
    [InlineData("refusal", StopReason.Refusal)]
    [InlineData("model_context_window_exceeded", StopReason.ContextFull)]
    public void StopReason_IsRead(string native, StopReason reason)
    {
        var end = Answer.Fold(AnthropicRoom.ReadBlocks(native, TextStart, Stop)).Finished[0];

        Assert.Equal((reason, native), (end.Reason, end.Native));
    }

    [Fact]
    public void ErrorEventAndCutStream_Fail()
    {
        var events = AnthropicRoom.ReadPayloads("""{"type":"message_start","message":{"id":"m"}}""", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", TextStart);

        Assert.Equal(FaultKind.Overloaded, Assert.Single(events.OfType<StreamEvent.Failed>()).Fault.Kind);
        Assert.Equal(FaultKind.Network, Assert.Single(AnthropicRoom.ReadPayloads(TextStart).OfType<StreamEvent.Failed>()).Fault.Kind);
    }
}
