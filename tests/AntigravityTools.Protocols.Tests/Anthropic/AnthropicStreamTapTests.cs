using AntigravityTools.Protocols.Model;
using static AntigravityTools.Protocols.Model.FrameKind;

namespace AntigravityTools.Protocols.Tests.Anthropic;

public sealed class AnthropicStreamTapTests
{
    private const string Golden =
        """
        event: ping
        data: {"type": "ping"}

        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","content":[],"usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":20,"output_tokens":1}}       }

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hé"}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":42,"output_tokens_details":{"thinking_tokens":30}}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Fact]
    public void Stream_IsReadFrameByFrame()
    {
        var (kinds, tap) = Tapping.Run(Protocol.Anthropic, Golden);

        Assert.Equal([Preamble, Preamble, Preamble, Content, Preamble, Content, Terminal, Terminal], kinds[..8]);
        Assert.True(tap.Completed);
        Assert.Equal(new TokenUsage { Input = 33, Output = 42, CacheRead = 20, CacheWrite = 3, Reasoning = 30 }, tap.Usage with { Raw = null });
    }

    [Fact]
    public void CutStream_NeverLooksComplete() => Tapping.AssertCutsFail(Protocol.Anthropic, Golden, "{\"type\":\"message_stop\"}");

    [Theory]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"text","text":""}}""", Preamble)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"tool_use","name":"f","input":{}}}""", Content)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"redacted_thinking","data":"x"}}""", Content)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":""}}""", Preamble)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hm"}}""", Content)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":""}}""", Content)]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":1}}""", Preamble)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", Error)]
    [InlineData("""{"type":"vendor_event"}""", Preamble)]
    public void Event_HasItsKind(string data, FrameKind expected) => Assert.Equal(expected, Tapping.Kind(Protocol.Anthropic, data));

    [Fact]
    public void CacheOnlyInTheDelta_Counts()
    {
        var tap = Tapping.Observe(Protocol.Anthropic, 
            """{"type":"message_start","message":{"usage":{"input_tokens":0,"output_tokens":0}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":7,"cache_read_input_tokens":5,"output_tokens":2}}""");

        Assert.Equal((12, 5, 2), (tap.Usage.Input, tap.Usage.CacheRead, tap.Usage.Output));
    }

    [Fact]
    public void SecondStart_BeginsAgain()
    {
        var tap = Tapping.Observe(Protocol.Anthropic, 
            """{"type":"message_start","message":{"usage":{"input_tokens":900,"output_tokens":800}}}""",
            """{"type":"message_start","message":{"usage":{"input_tokens":7,"output_tokens":1}}}""");

        Assert.Equal((7, 1), (tap.Usage.Input, tap.Usage.Output));
    }

    [Fact]
    public void Overload_IsAFaultOfItsKind()
    {
        var tap = Tapping.Observe(Protocol.Anthropic, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""");

        Assert.Equal((FaultKind.Overloaded, "Overloaded"), (tap.Fault!.Kind, tap.Fault.Message));
    }
}
