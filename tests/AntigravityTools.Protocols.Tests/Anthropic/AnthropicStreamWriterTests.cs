using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.Translation;

namespace AntigravityTools.Protocols.Tests.Anthropic;

public sealed class AnthropicStreamWriterTests
{
    /// <summary>Clients pair a search with its results by the id, and show them before the text that cites them.</summary>
    [Fact]
    public void SearchOfAnotherProvider_IsAPairWithOneIdBeforeItsText()
    {
        var blocks = Blocks(Rooms.WriteStream(Protocol.Anthropic,
        [
            new StreamEvent.Started("a", "m"), new StreamEvent.BlockStarted(0, BlockKind.WebSearch, "ws_1"), new StreamEvent.TextDelta(0, "weather"),
            new StreamEvent.CitationAdded(0, new Citation { Url = "https://example.org", Title = "T" }), new StreamEvent.BlockEnded(0),
            new StreamEvent.BlockStarted(1, BlockKind.Text), new StreamEvent.TextDelta(1, "sunny"), new StreamEvent.BlockEnded(1), new StreamEvent.Finished(StopReason.EndTurn, null),
        ]));

        Assert.Equal(["server_tool_use", "web_search_tool_result", "text"], blocks.Select(static block => block.GetProperty("type").GetString()));
        var id = blocks[0].GetProperty("id").GetString()!;
        Assert.StartsWith("srvtoolu_", id, StringComparison.Ordinal);
        Assert.Equal(id, blocks[1].GetProperty("tool_use_id").GetString());
    }

    /// <summary>Blocks never interleave, whatever order a provider sends them in.</summary>
    [Fact]
    public void CallsThatInterleave_AreWrittenOneAfterTheOther()
    {
        var stream = Rooms.WriteStream(Protocol.Anthropic,
        [
            new StreamEvent.Started("a", "m"), new StreamEvent.BlockStarted(0, BlockKind.ToolCall, "c0", "f"), new StreamEvent.BlockStarted(1, BlockKind.ToolCall, "c1", "g"),
            new StreamEvent.ArgumentsDelta(1, "{\"b\":"), new StreamEvent.ArgumentsDelta(0, "{\"a\":1}"), new StreamEvent.ArgumentsDelta(1, "2}"),
            new StreamEvent.BlockEnded(1), new StreamEvent.BlockEnded(0), new StreamEvent.Finished(StopReason.ToolUse, null),
        ]);

        AnthropicStreamChecker.Check(stream);
        Assert.Equal(["f {\"a\":1}", "g {\"b\":2}"], Answer.Fold(Rooms.ReadStream(Protocol.Anthropic, Encoding.UTF8.GetBytes(stream))).Blocks.Select(static block => $"{block.ToolName} {block.Text}"));
    }

    [Fact]
    public void EveryFrame_NamesItsEvent() => Assert.All(
        Rooms.WriteStream(Protocol.Anthropic, [new StreamEvent.Started("a", "m"), new StreamEvent.BlockStarted(0, BlockKind.Text), new StreamEvent.TextDelta(0, "x"), new StreamEvent.BlockEnded(0), new StreamEvent.Finished(StopReason.EndTurn, null)])
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries),
        static frame => Assert.Equal(frame.Split('\n')[0], $"event: {JsonDocument.Parse(frame.Split('\n')[1][6..]).RootElement.GetProperty("type").GetString()}"));

    private static List<JsonElement> Blocks(string stream) =>
        [.. stream.Split('\n').Where(static line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(static line => JsonDocument.Parse(line[6..]).RootElement)
            .Where(static json => json.GetProperty("type").GetString() == "content_block_start").Select(static json => json.GetProperty("content_block"))];
}
