using AntigravityTools.Protocols.Model;
using static AntigravityTools.Protocols.Model.FrameKind;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatStreamTapTests
{
    private const string Golden =
        """
        : OPENROUTER PROCESSING

        data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[],"prompt_filter_results":[]}

        data: {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"He said \"usage\":{} 你"},"finish_reason":null}],"usage":null}

        data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"c1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}}}

        data: [DONE]


        """;

    [Fact]
    public void Stream_IsReadFrameByFrame()
    {
        var (kinds, tap) = Tapping.Run(Protocol.OpenAIChat, Golden);

        Assert.Equal([Preamble, Preamble, Preamble, Content, Terminal, UsageOnly, Terminal], kinds[..7]);
        Assert.True(tap.Completed);
        Assert.Null(tap.Fault);
        Assert.Equal(new TokenUsage { Input = 11, Output = 7, CacheRead = 4, CacheWrite = 2, Reasoning = 3 }, tap.Usage with { Raw = null });
        Assert.StartsWith("{\"prompt_tokens\":11", tap.Usage.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void CutStream_NeverLooksComplete() => Tapping.AssertCutsFail(Protocol.OpenAIChat, Golden, "\"stop\"}],\"usage\":null}");

    [Theory]
    [InlineData("""{"choices":[{"delta":{"role":"assistant"}}]}""", Preamble)]
    [InlineData("""{"choices":[{"delta":{"content":null,"tool_calls":[],"role":"assistant"}}]}""", Preamble)]
    [InlineData("""{"choices":null}""", Preamble)]
    [InlineData("""{"choices":[{"delta":null,"finish_reason":""}]}""", Preamble)]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"hm"}}]}""", Content)]
    [InlineData("""{"choices":[{"delta":{"content":"","reasoning":"hm"}}]}""", Content)]
    [InlineData("""{"choices":[{"delta":{"refusal":"no"}}]}""", Content)]
    [InlineData("""{"choices":[{"delta":{"audio":{"id":"a"}}}]}""", Content)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant","tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}}]}""", Content)]
    [InlineData("""{"choices":[{"delta":{}},{"delta":{"content":"second"}}]}""", Content)]
    [InlineData("""{"choices":[{ "delta" : { "content" : "spaced" }}]}""", Content)]
    [InlineData("""{"object":"text_completion","choices":[{"text":"hi","index":0,"finish_reason":null}]}""", Content)]
    [InlineData("""{"object":"text_completion","choices":[{"text":"","index":0,"finish_reason":null}]}""", Preamble)]
    [InlineData("""{"choices":[{"delta":{"content":"last"},"finish_reason":"length"}]}""", Terminal)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}}""", UsageOnly)]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":1}}""", Content)]
    [InlineData("""{"error":{"message":"no","type":"server_error"}}""", Error)]
    [InlineData("""{"error":null,"choices":[{"delta":{"content":"x"}}]}""", Content)]
    [InlineData("[DONE]", Terminal)]
    [InlineData("", Preamble)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":", Preamble)]
    [InlineData("not json", Preamble)]
    public void Chunk_HasItsKind(string data, FrameKind expected) => Assert.Equal(expected, Tapping.Kind(Protocol.OpenAIChat, data));

    [Fact]
    public void GroqError_IsReadWithItsEventName()
    {
        var (kinds, tap) = Tapping.Run(Protocol.OpenAIChat, "event: error\ndata: {\"error\":{\"message\":\"Overloaded\",\"code\":\"server_is_overloaded\"}}\n\n");

        Assert.Equal([Error], kinds);
        Assert.Equal(FaultKind.Overloaded, tap.Fault?.Kind);
        Assert.False(tap.Completed);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":5,"completion_tokens":6}}}""", 5, 6)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":5,"completion_tokens":6}}]}""", 5, 6)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":6,"total_tokens":20,"completion_tokens_details":{"reasoning_tokens":9}}}""", 5, 15)]
    public void Usage_IsFoundWhereVendorsPutIt(string data, long input, long output)
    {
        var tap = Tapping.Run(Protocol.OpenAIChat, "data: " + data + "\n\n").Tap;

        Assert.Equal((input, output), (tap.Usage.Input, tap.Usage.Output));
    }

    [Theory]
    [InlineData("image_generation.partial_image", "{\"b64_json\":\"x\"}", Content)]
    [InlineData("image_edit.completed", "{\"usage\":{\"input_tokens\":3}}", Terminal)]
    [InlineData("", "{\"type\":\"transcript.text.delta\",\"delta\":\"a\"}", Content)]
    [InlineData("", "{\"type\":\"transcript.text.done\",\"text\":\"a\",\"usage\":{\"input_tokens\":3}}", Terminal)]
    [InlineData("", "{\"type\":\"speech.audio.delta\",\"audio\":\"x\"}", Content)]
    [InlineData("error", "{\"error\":{\"message\":\"no\"}}", Error)]
    [InlineData("", "{\"type\":\"transcript.text.done\",\"te", Preamble)]
    public void MediaEvents_HaveTheirKind(string eventType, string data, FrameKind expected) =>
        Assert.Equal(expected, Tapping.Kind(Protocol.OpenAIChat, data, eventType, Operation.Transcribe));
}
