using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

/// <summary>The oddities of servers that speak chat completions (protocols.md §3.42–50).</summary>
public sealed class OpenAIChatStreamReaderTests
{
    [Theory]
    [InlineData("\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]", "\"tool_calls\":[{\"function\":{\"arguments\":\"}\"}}]", "a f {}")]
    [InlineData("\"tool_calls\":[{\"index\":1,\"id\":\"a\",\"type\":null,\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]", "\"tool_calls\":[{\"index\":1,\"id\":\"\",\"function\":{\"arguments\":\"}\"}}]", "a f {}")]
    [InlineData("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]", "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}]", "a f {}")]
    [InlineData("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"ge\",\"arguments\":\"\"}}]", "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"t\",\"arguments\":\"{}\"}}]", "a get {}")]
    [InlineData("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"\",\"arguments\":\"{\"}}]", "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}]", "a f {}")]
    [InlineData("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1.0}}}]", "\"content\":\"\"", "a f {\"x\":1.0}")]
    public void OddToolDeltas_AreOneCall(string first, string second, string call) =>
        Assert.Equal([call], ChatRoom.Calls(ChatRoom.ReadDeltas("tool_calls", first, second)));

    [Fact]
    public void NewIdAtTheSameIndex_IsAnotherCall() => Assert.Equal(["a f {}", "b g {}"], ChatRoom.Calls(ChatRoom.ReadDeltas(
        "tool_calls",
        "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
        "\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]")));

    [Theory]
    [InlineData("""{"id":"","choices":[],"prompt_filter_results":[]}""")]
    [InlineData("""{"id":"c","choices":null}""")]
    [InlineData("""{"id":"c","choices":[{"index":0,"delta":{"role":""}}]}""")]
    [InlineData("""{"id":"c","choices":[{"index":0,"delta":null}]}""")]
    [InlineData("""{"id":"c","choices":[],"obfuscation":"aB3"}""")]
    public void ChunkThatSaysNothing_IsNothing(string chunk) => Assert.Equal("hi", ChatRoom.Text(ChatRoom.ReadPayloads(
        chunk, """{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"hi"}}]}""", chunk, """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", "[DONE]")));

    [Fact]
    public void AzuresFirstChunk_DoesNotNameTheAnswer() => Assert.Equal(new StreamEvent.Started("c", "m"), ChatRoom.ReadPayloads(
        """{"id":"","model":"","choices":[]}""", """{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"hi"}}]}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")[0]);

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}""", """{"choices":[]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""", """{"choices":[],"usage":null}""")]
    public void Usage_IsFoundWhereverItStands(string first, string second)
    {
        var events = ChatRoom.ReadPayloads("""{"id":"c","choices":[{"index":0,"delta":{"content":"hi"}}],"usage":null}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", first, second, "[DONE]");

        var usage = Answer.Fold(events).Usage;
        Assert.Equal((3L, 4L), (usage.Input, usage.Output));
    }

    [Fact]
    public void WhatComesBehindDone_IsDropped() => Assert.Equal("hi", ChatRoom.Text(ChatRoom.ReadPayloads(
        """{"id":"c","choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}""", "[DONE]", """{"choices":[{"index":0,"delta":{"content":"more"}}]}""", """{"error":{"message":"late"}}""")));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void StreamWithoutFinishReason_IsWholeOnlyWithDone(bool done, bool whole)
    {
        string[] payloads = ["""{"id":"c","choices":[{"index":0,"delta":{"content":"hi"}}]}""", .. done ? ["[DONE]"] : Array.Empty<string>()];

        Assert.Equal(whole, ChatRoom.ReadPayloads(payloads).Exists(static item => item is StreamEvent.Finished));
    }

    [Theory]
    [InlineData("\"reasoning_content\":\"a\",\"reasoning\":\"a\",\"reasoning_details\":[{\"text\":\"a\"}]", "a")]
    [InlineData("\"reasoning\":{\"text\":\"a\"}", "")]
    [InlineData("\"reasoning_content\":null,\"reasoning\":\"a\"", "a")]
    public void ReasoningUnderSeveralNames_IsSaidOnce(string delta, string thought)
    {
        var events = ChatRoom.ReadDeltas("stop", delta, "\"content\":\"b\"");

        Assert.Equal((thought, "b"), (ChatRoom.Text(events, BlockKind.Reasoning), ChatRoom.Text(events)));
    }

    [Theory]
    [InlineData("<think>\nso\n</think>\n\nyes", "so", "yes")]
    [InlineData(" <think>a < b</think>yes", "a < b", "yes")]
    [InlineData("<think></think>yes", "", "yes")]
    [InlineData("<think>cut off", "cut off", "")]
    [InlineData("<thin ice", "", "<thin ice")]
    [InlineData("use <think>x</think>", "", "use <think>x</think>")]
    [InlineData("<think>a</think>b<think>c</think>", "a", "b<think>c</think>")]
    public void ThinkTag_IsReasoningHoweverItIsCut(string text, string thought, string said)
    {
        for (var size = 1; size <= text.Length; size++)
        {
            var events = ChatRoom.ReadDeltas("stop", [.. text.Chunk(size).Select(static piece => $"\"content\":{System.Text.Json.JsonSerializer.Serialize(new string(piece))}")]);

            Assert.Equal((thought, said), (ChatRoom.Text(events, BlockKind.Reasoning), ChatRoom.Text(events)));
        }
    }

    [Fact]
    public void ContentCallAndFinishInOneChunk_ComeInOrder()
    {
        var events = ChatRoom.ReadPayloads("""{"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}],"content":"t","reasoning_content":"r"},"finish_reason":"stop"}]}""");

        Assert.Equal([BlockKind.Reasoning, BlockKind.Text, BlockKind.ToolCall], Answer.Fold(events).Blocks.Select(static block => block.Kind));
        Assert.Equal(StopReason.ToolUse, Answer.Fold(events).Finished[0].Reason);
    }

    [Theory]
    [InlineData("stop", true, StopReason.ToolUse)]
    [InlineData("tool_call", true, StopReason.ToolUse)]
    [InlineData("function_call", true, StopReason.ToolUse)]
    [InlineData("length", true, StopReason.MaxTokens)]
    [InlineData("stop", false, StopReason.EndTurn)]
    [InlineData("content_filter", false, StopReason.Refusal)]
    public void FinishReason_IsRead(string native, bool calls, StopReason reason)
    {
        var events = ChatRoom.ReadDeltas(native, calls ? "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]" : "\"content\":\"x\"");

        Assert.Equal(reason, Answer.Fold(events).Finished[0].Reason);
    }

    /// <summary>Arguments that parse may still go on.</summary>
    [Fact]
    public void ArgumentsThatHappenToParse_DoNotEndTheCall() => Assert.Equal(["a f {}{\"x\":1}"], ChatRoom.Calls(ChatRoom.ReadDeltas(
        "tool_calls",
        "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
        "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":1}\"}}]")));

    [Fact]
    public void ErrorInAChunk_IsOneFailure()
    {
        var events = ChatRoom.ReadPayloads("""{"id":"c","choices":[{"index":0,"delta":{"content":"hi"}}]}""", """{"error":{"message":"later","code":503}}""", "[DONE]");

        Assert.Equal("later", Assert.Single(events.OfType<StreamEvent.Failed>()).Fault.Message);
    }
}
