using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.OpenAIResponses;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

public sealed class ResponseReplayTests
{
    private static readonly StreamEvent[] Events =
    [
        new StreamEvent.Started("id", "m"),
        new StreamEvent.BlockStarted(0, BlockKind.Reasoning), new StreamEvent.TextDelta(0, "hm"), new StreamEvent.BlockEnded(0, "proof"),
        new StreamEvent.BlockStarted(1, BlockKind.WebSearch, "ws_1"), new StreamEvent.TextDelta(1, "query"), new StreamEvent.BlockEnded(1),
        new StreamEvent.BlockStarted(2, BlockKind.Text), new StreamEvent.TextDelta(2, "one "), new StreamEvent.TextDelta(2, "two "), new StreamEvent.TextDelta(2, "\"three\""),
        new StreamEvent.CitationAdded(2, new Citation { Url = "https://example.test/a", Title = "A", Start = 0, End = 3 }), new StreamEvent.BlockEnded(2),
        new StreamEvent.BlockStarted(3, BlockKind.ToolCall, "call_1", "f"), new StreamEvent.ArgumentsDelta(3, "{\"a\":"), new StreamEvent.ArgumentsDelta(3, "1}"), new StreamEvent.BlockEnded(3),
        new StreamEvent.UsageReported(new TokenUsage { Input = 1, Output = 2 }),
        new StreamEvent.Finished(StopReason.ToolUse, "tool_calls"),
    ];

    [Fact]
    public void KeptResponse_IsStreamedAgainInTheLegalOrder()
    {
        var (stream, response, _) = Keep();

        var again = Encoding.UTF8.GetString(ResponseReplay.Write(response, last: 0, after: null));

        Assert.Equal(ResponsesStreamChecker.Check(stream).GetRawText(), ResponsesStreamChecker.Check(again).GetRawText());
        Assert.Equal(Encoding.UTF8.GetString(response), ResponsesStreamChecker.Check(again).GetRawText());
    }

    [Fact]
    public void ClientThatWasCutOff_GetsTheWholeItemAndTheEnd()
    {
        var (_, response, last) = Keep();

        var rest = Numbers(ResponseReplay.Write(response, last, after: last - 3));

        Assert.Equal(
            [(last - 2, "response.function_call_arguments.done"), (last - 1, "response.output_item.done"), (last, "response.completed")], rest);
    }

    [Fact]
    public void ClientThatHasAll_GetsTheEndAgain()
    {
        var (_, response, last) = Keep();

        Assert.Equal([(last, "response.completed")], Numbers(ResponseReplay.Write(response, last, after: last)));
    }

    [Fact]
    public void Refusal_AndIncomplete_AreStreamedAgain()
    {
        var stream = Rooms.WriteStream(Protocol.OpenAIResponses, [
            new StreamEvent.Started("id", "m"), new StreamEvent.BlockStarted(0, BlockKind.Refusal), new StreamEvent.TextDelta(0, "No."), new StreamEvent.BlockEnded(0),
            new StreamEvent.Finished(StopReason.MaxTokens, "length")]);
        var response = ResponseHistory.ResponseOf(Encoding.UTF8.GetBytes(stream))!;

        var again = Encoding.UTF8.GetString(ResponseReplay.Write(response, last: 0, after: null));

        Assert.Equal(Encoding.UTF8.GetString(response), ResponsesStreamChecker.Check(again).GetRawText());
        Assert.Contains("event: response.incomplete\n", again, StringComparison.Ordinal);
    }

    private static (string Stream, byte[] Response, long Last) Keep()
    {
        var stream = Rooms.WriteStream(Protocol.OpenAIResponses, Events);
        var bytes = Encoding.UTF8.GetBytes(stream);
        return (stream, ResponseHistory.ResponseOf(bytes)!, ResponseHistory.LastNumberIn(bytes));
    }

    private static List<(long Number, string Type)> Numbers(byte[] stream) =>
    [
        .. Encoding.UTF8.GetString(stream).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static frame =>
        {
            using var json = JsonDocument.Parse(frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..]);
            return (json.RootElement.GetProperty("sequence_number").GetInt64(), json.RootElement.GetProperty("type").GetString()!);
        }),
    ];
}
