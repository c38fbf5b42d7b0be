using AntigravityTools.Protocols.Model;
using static AntigravityTools.Protocols.Model.FrameKind;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesStreamTapTests
{
    private const string Golden =
        """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","error":null,"usage":null}}

        event: response.in_progress
        data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_1"}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","content":[]}}

        event: response.content_part.added
        data: {"type":"response.content_part.added","part":{"type":"output_text","text":""}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","delta":"Hé","logprobs":[]}

        event: response.output_item.done
        data: {"type":"response.output_item.done","item":{"type":"message"}}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":1},"output_tokens":8,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":17}}}


        """;

    [Fact]
    public void Stream_IsReadFrameByFrame()
    {
        var (kinds, tap) = Tapping.Run(Protocol.OpenAIResponses, Golden);

        Assert.Equal([Preamble, Preamble, Preamble, Preamble, Content, Content, Terminal], kinds[..7]);
        Assert.True(tap.Completed);
        Assert.Equal("resp_1", tap.ResponseId);
        Assert.Equal(new TokenUsage { Input = 9, Output = 8, CacheRead = 4, CacheWrite = 1, Reasoning = 5 }, tap.Usage with { Raw = null });
    }

    [Fact]
    public void CutStream_NeverLooksComplete() => Tapping.AssertCutsFail(Protocol.OpenAIResponses, Golden, "\"total_tokens\":17}}}");

    [Theory]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"function_call","name":"f"}}""", Content)]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"reasoning"}}""", Preamble)]
    [InlineData("""{"sequence_number":5,"type":"response.function_call_arguments.delta","delta":"{"}""", Content)]
    [InlineData("""{"type":"response.output_text.delta","delta":""}""", Preamble)]
    [InlineData("""{"type":"response.reasoning_summary_text.delta","delta":"a"}""", Content)]
    [InlineData("""{"type":"response.image_generation_call.partial_image"}""", Content)]
    [InlineData("""{"type":"response.web_search_call.searching"}""", Content)]
    [InlineData("""{"type":"response.incomplete","response":{"usage":null}}""", Terminal)]
    [InlineData("""{"type":"response.failed","response":{"error":{"code":"server_error","message":"x"}}}""", Error)]
    [InlineData("""{"type":"error","error":{"code":"rate_limit_exceeded","message":"x"}}""", Error)]
    [InlineData("""{"error":{"message":"x"}}""", Error)]
    [InlineData("""{"type":"keepalive"}""", Preamble)]
    [InlineData("""{"type":"response.something_new"}""", Preamble)]
    [InlineData("[DONE]", Terminal)]
    public void Event_HasItsKind(string data, FrameKind expected) => Assert.Equal(expected, Tapping.Kind(Protocol.OpenAIResponses, data));

    [Fact]
    public void ErrorThenFailed_KeepsTheBetterFault()
    {
        const string Stream = "data: {\"type\":\"error\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Please try again in 2s\"}}\n\n"
            + "data: {\"type\":\"response.failed\",\"response\":{\"id\":\"resp_2\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"\"},\"usage\":{\"input_tokens\":3}}}\n\n";

        var tap = Tapping.Run(Protocol.OpenAIResponses, Stream).Tap;

        Assert.Equal((FaultKind.RateLimited, TimeSpan.FromSeconds(2)), (tap.Fault!.Kind, tap.Fault.RetryAfter!.Value));
        Assert.Equal(3, tap.Usage.Input);
        Assert.False(tap.Completed);
    }
}
