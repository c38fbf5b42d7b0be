using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>A character that a provider cuts into two deltas, each half as an escape, arrives whole.</summary>
public sealed class HalfPairsTests
{
    [Theory]
    [InlineData(
        Protocol.OpenAIChat, """{"id":"c","choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}""", """{"id":"c","choices":[{"index":0,"delta":{"content":"\udc4bb"}}]}""",
        """{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")]
    [InlineData(
        Protocol.Anthropic, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\ud83d"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\udc4bb"}}""", """{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""")]
    [InlineData(
        Protocol.Gemini, """{"candidates":[{"content":{"parts":[{"text":"a\ud83d"}]}}]}""", """{"candidates":[{"content":{"parts":[{"text":"\udc4bb"}]},"finishReason":"STOP"}]}""")]
    [InlineData(
        Protocol.OpenAIResponses, """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a\ud83d"}""", """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"\udc4bb"}""",
        """{"type":"response.completed","response":{"id":"r","status":"completed","output":[]}}""")]
    public void Halves_AreJoinedForEveryClient(Protocol upstream, params string[] payloads)
    {
        var events = Rooms.ReadStream(upstream, Encoding.UTF8.GetBytes(string.Concat(payloads.Select(static payload => $"data: {payload}\n\n"))));

        foreach (var client in Rooms.All)
        {
            var read = Rooms.ReadStream(client, Encoding.UTF8.GetBytes(Rooms.WriteStream(client, events)));
            Assert.Equal("a👋b", string.Concat(Answer.Fold(read).Blocks.Select(static block => block.Text)));
        }
    }

    [Fact]
    public void ArgumentsCutInsideACharacter_AreJoined()
    {
        var events = Rooms.ReadStream(Protocol.OpenAIChat, Encoding.UTF8.GetBytes(
            """
            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":\"\ud83d"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\udc4b\"}"}}]},"finish_reason":"tool_calls"}]}


            """));

        var read = Rooms.ReadStream(Protocol.Anthropic, Encoding.UTF8.GetBytes(Rooms.WriteStream(Protocol.Anthropic, events)));
        Assert.Equal("""{"x":"👋"}""", Answer.Fold(read).Blocks[0].Text);
    }

    [Fact]
    public void HalfThatStaysAlone_IsAReplacementCharacter()
    {
        List<StreamEvent> events = [new StreamEvent.BlockStarted(0, BlockKind.Text), new StreamEvent.TextDelta(0, "a\ud83d"), new StreamEvent.BlockEnded(0)];

        new HalfPairs().Join(events);

        Assert.Equal("a\uFFFD", Answer.Fold(events).Blocks[0].Text);
    }
}
