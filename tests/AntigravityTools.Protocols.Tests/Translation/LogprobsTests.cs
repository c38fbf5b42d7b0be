using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Log probabilities have one form in OpenAI's two protocols, and none in the others.</summary>
public sealed class LogprobsTests
{
    private const string First = """{"token":"Hi","logprob":-0.25,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.25,"bytes":[72,105]}]}""";
    private const string Second = """{"token":"!","logprob":-1e-7,"bytes":[33],"top_logprobs":[]}""";

    private static readonly string[] Chat =
    [
        $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"logprobs":{"content":[{{{First}}}],"refusal":null},"finish_reason":null}]}""",
        $$$"""{"id":"c","model":"m","choices":[{"index":0,"logprobs":{"content":[{{{Second}}}]},"delta":{"content":"!"}}]}""",
        """{"id":"c","model":"m","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""",
        "[DONE]",
    ];

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    public void Tokens_AreCarriedStreamed(Protocol client)
    {
        var written = WriteStream(client, Read(Chat), asked: true);

        Assert.Equal([First, Second], Tokens(Rooms.ReadStream(client, Encoding.UTF8.GetBytes(written))));
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    public void Tokens_AreCarriedWhole(Protocol client)
    {
        var events = Rooms.ReadAnswer(Protocol.OpenAIChat, Encoding.UTF8.GetBytes($$$"""
            {"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi!","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
              "logprobs":{"content":[
                {{{First}}},
                {{{Second}}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
            """));
        EventOrder.Check(events);
        var output = new ArrayBufferWriter<byte>();
        Rooms.Of(client).WriteAnswer(Context(asked: true), events, output);

        Assert.Equal([First, Second], Tokens(Rooms.ReadAnswer(client, output.WrittenSpan)));
    }

    [Fact]
    public void Response_EndsWithAllTokens()
    {
        var stream = WriteStream(Protocol.OpenAIResponses, Read(Chat), asked: true);
        var last = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        using var json = JsonDocument.Parse(last[(last.IndexOf("data: ", StringComparison.Ordinal) + 6)..]);

        var part = json.RootElement.GetProperty("response").GetProperty("output")[0].GetProperty("content")[0];

        Assert.Equal($"[{First},{Second}]", part.GetProperty("logprobs").GetRawText());
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    public void ClientThatDidNotAsk_IsShownNone(Protocol client) =>
        Assert.DoesNotContain("-0.25", WriteStream(client, Read(Chat), asked: false), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TokensOfARefusal_StayWithIt(bool streamed)
    {
        var events = streamed
            ? Read(
            [
                $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"refusal":"No"},"logprobs":{"content":null,"refusal":[{{{First}}}]},"finish_reason":null}]}""",
                $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"refusal":"!"},"logprobs":{"refusal":[{{{Second}}}]},"finish_reason":"stop"}]}""",
                "[DONE]",
            ])
            : Rooms.ReadAnswer(Protocol.OpenAIChat, Encoding.UTF8.GetBytes($$$"""
                {"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No!"},"logprobs":{"content":null,"refusal":[{{{First}}},{{{Second}}}]},"finish_reason":"stop"}]}
                """));
        var output = new ArrayBufferWriter<byte>();
        Rooms.Of(Protocol.OpenAIChat).WriteAnswer(Context(asked: true), events, output);

        Assert.Contains($$$"""{"content":null,"refusal":[{{{First}}},{{{Second}}}]}""", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
        Assert.Equal([First, Second], Tokens(Rooms.ReadStream(Protocol.OpenAIChat, Encoding.UTF8.GetBytes(WriteStream(Protocol.OpenAIChat, events, asked: true)))));

        using var writer = Rooms.Of(Protocol.OpenAIResponses).OpenWriter(Context(asked: true));
        events.ForEach(item => writer.Write(item, output));
        Assert.Equal("logprobs of the refusal", Assert.Single(writer.Complete(output).Items).Field);
    }

    /// <summary>Google names no bytes: they are those of the token's text.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tokens_AreCarriedOverGeminiAndBack(bool streamed)
    {
        var output = new ArrayBufferWriter<byte>();
        Rooms.Of(Protocol.Gemini).WriteAnswer(Context(asked: true), Read(Chat), output);
        var whole = Encoding.UTF8.GetString(output.WrittenSpan);
        var told = streamed
            ? Rooms.ReadStream(Protocol.Gemini, Encoding.UTF8.GetBytes(WriteStream(Protocol.Gemini, Read(Chat), asked: true)))
            : Rooms.ReadAnswer(Protocol.Gemini, output.WrittenSpan);

        Assert.Contains("""{"topCandidates":[{"candidates":[{"token":"Hi","logProbability":-0.25}]},{"candidates":[]}],"chosenCandidates":[{"token":"Hi","logProbability":-0.25},{"token":"!","logProbability":-1E-07}]}""", whole, StringComparison.Ordinal);
        EventOrder.Check(told);
        Assert.Equal([First, Second.Replace("-1e-7", "-1E-07", StringComparison.Ordinal)], Tokens(told));
    }

    [Fact]
    public void InfinityOfGoogle_IsAsGoodAsImpossible() => Assert.Equal(
        ["""{"token":"a","logprob":-9999,"bytes":[97],"top_logprobs":[]}""", """{"token":"b","logprob":0,"bytes":[98],"top_logprobs":[]}"""],
        Tokens(Rooms.ReadAnswer(Protocol.Gemini, """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"ab"}]},"finishReason":"STOP","logprobsResult":{"chosenCandidates":[{"token":"a","tokenId":1,"logProbability":"-Infinity"},{"token":"b","tokenId":2}]}}]}
            """u8)));

    [Fact]
    public void Anthropic_IsNotDisturbed() =>
        Assert.Equal("Hi!", AnthropicStreamChecker.Check(WriteStream(Protocol.Anthropic, Read(Chat), asked: true)));

    private static List<StreamEvent> Read(string[] payloads)
    {
        var events = Rooms.ReadStream(Protocol.OpenAIChat, Encoding.UTF8.GetBytes(string.Concat(payloads.Select(static payload => $"data: {payload}\n\n"))));
        EventOrder.Check(events);
        return events;
    }

    private static List<string> Tokens(List<StreamEvent> events) =>
        [.. events.OfType<StreamEvent.LogprobsAdded>().SelectMany(static added => Elements(added.Tokens))];

    private static IEnumerable<string> Elements(RawJson list)
    {
        using var json = JsonDocument.Parse(list.Utf8);
        return [.. json.RootElement.EnumerateArray().Select(static token => token.GetRawText())];
    }

    private static string WriteStream(Protocol client, List<StreamEvent> events, bool asked)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = Rooms.Of(client).OpenWriter(Context(asked));
        events.ForEach(item => writer.Write(item, output));
        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static AnswerContext Context(bool asked) => new()
    {
        Request = new ChatRequest
        {
            Model = "m", IncludeUsage = true, Sampling = new Sampling { Logprobs = asked },
            Messages = [new Message { Role = Role.User, Parts = [new Part.Text("hi")] }],
        },
        RequestId = "req_0001",
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
    };
}
