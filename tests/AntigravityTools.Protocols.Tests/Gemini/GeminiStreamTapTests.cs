using AntigravityTools.Protocols.Model;
using static AntigravityTools.Protocols.Model.FrameKind;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiStreamTapTests
{
    private const string First =
        """{"candidates":[{"content":{"parts":[{"text":"Hé"}],"role":"model"}}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5}}""";

    private const string Middle =
        """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"error":1,"finishReason":"STOP","usageMetadata":{"promptTokenCount":99}}}}]}}],"usageMetadata":{"trafficType":"ON_DEMAND"}}""";

    private const string Last =
        """{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":5,"toolUsePromptTokenCount":2,"cachedContentTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":6,"totalTokenCount":17}}""";

    private static readonly TokenUsage Expected = new() { Input = 7, Output = 10, CacheRead = 3, Reasoning = 6 };

    [Fact]
    public void SseStream_IsReadFrameByFrame()
    {
        var (kinds, tap) = Tapping.Run(Protocol.Gemini, $"data: {First}\r\n\r\ndata: {Middle}\r\n\r\ndata: {Last}\r\n\r\n");

        Assert.Equal([Content, Content, Terminal], kinds);
        Assert.True(tap.Completed);
        Assert.Equal(Expected, tap.Usage with { Raw = null });
    }

    [Fact]
    public void ArrayStream_IsReadTheSame()
    {
        var (kinds, tap) = Tapping.Run(Protocol.Gemini, $"[{First},\r\n{Middle},\n{Last}\n]");

        Assert.Equal([Content, Content, Terminal, Preamble], kinds);
        Assert.Equal(Expected, tap.Usage with { Raw = null });
        Assert.Equal(Expected, Tapping.Registry[Protocol.Gemini].ReadUsage(Operation.Generate, System.Text.Encoding.UTF8.GetBytes($"[{First},{Last}]")) with { Raw = null });
    }

    [Fact]
    public void CutStream_NeverLooksComplete()
    {
        Tapping.AssertCutsFail(Protocol.Gemini, $"data: {First}\r\n\r\ndata: {Last}\r\n\r\n", "\"totalTokenCount\":17}}");
        Tapping.AssertCutsFail(Protocol.Gemini, $"[{First},{Last}]", "\"totalTokenCount\":17}}");
    }

    [Theory]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"}}]}""", Preamble)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"abc"}]}}]}""", Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"thought":true,"text":"hm"}]}}]}""", Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"x"}}]}}]}""", Content)]
    [InlineData("""{"candidates":[{"content":{}}],"modelVersion":"m"}""", Preamble)]
    [InlineData("""{"candidates":[{"finishReason":"SAFETY"}]}""", Terminal)]
    [InlineData("""{"candidates":[{"finish_reason":"STOP"}],"usage_metadata":{"prompt_token_count":1}}""", Terminal)]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", Terminal)]
    [InlineData("""{"response":{"candidates":[{"content":{"parts":[{"text":"x"}]}}]},"traceId":"t"}""", Content)]
    [InlineData("""{"candidates":null,"promptFeedback":null,"usageMetadata":null}""", Preamble)]
    [InlineData("""{"error":{"code":503,"message":"x","status":"UNAVAILABLE"}}""", Error)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"ST""", Preamble)]
    public void Chunk_HasItsKind(string data, FrameKind expected) => Assert.Equal(expected, Tapping.Kind(Protocol.Gemini, data));

    [Fact]
    public void SnakeCaseAndEnvelope_CountToo()
    {
        var tap = Tapping.Observe(
            Protocol.Gemini,
            """{"response":{"usage_metadata":{"prompt_token_count":4,"candidates_token_count":2,"thoughts_token_count":1}},"traceId":"t"}""");

        Assert.Equal((4, 3, 1), (tap.Usage.Input, tap.Usage.Output, tap.Usage.Reasoning));
    }
}
