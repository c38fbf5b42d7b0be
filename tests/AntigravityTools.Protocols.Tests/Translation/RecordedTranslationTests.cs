using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.OpenAIResponses;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Recorded traffic of every protocol, read by its room and written for clients of all; skipped where the recordings are not there.</summary>
public sealed class RecordedTranslationTests
{
    /// <summary>Bytes up to which a stream is cut at every place; a longer one is cut at some.</summary>
    private const int Thorough = 6_000;

    private const int Rounds = 60;

    public static IEnumerable<TheoryDataRow<string>> Names() => RecordedStreams.All().Select(static s => new TheoryDataRow<string>(s.Name));

    public static IEnumerable<TheoryDataRow<string>> AnswerNames() => RecordedStreams.Answers().Where(static answer => !UsageOracle.IsError(answer) && !answer.Name.Contains("embedding", StringComparison.Ordinal))
        .Select(static answer => new TheoryDataRow<string>(answer.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Stream_IsReadInOrderWithItsUsage(string name)
    {
        var stream = Stream(name);
        var events = Rooms.ReadStream(stream.Protocol, stream.Bytes);

        EventOrder.Check(events);
        // Two answers spliced into one are a failure, whatever the second one's end says (protocols.md §3.24).
        var ends = UsageOracle.Ends(stream) && !name.Contains("spliced", StringComparison.Ordinal);
        Assert.Equal(ends, events.Exists(static item => item is StreamEvent.Finished));
        Assert.Equal(!ends, events.Exists(static item => item is StreamEvent.Failed));
        Assert.True(!ends || UsageOracle.OfStream(stream) == (Answer.Fold(events).Usage with { Raw = null }), "usage");
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void CutStream_FailsOrIsComplete(string name)
    {
        var stream = Stream(name);
        var step = stream.Bytes.Length <= Thorough ? 1 : stream.Bytes.Length / 101;
        for (var cut = 0; cut < stream.Bytes.Length; cut += step)
        {
            var events = Rooms.ReadStream(stream.Protocol, stream.Bytes.AsSpan(0, cut), EndOfInput.Aborted);
            EventOrder.Check(events);
            if (cut % 7 == 0)
            {
                CheckWritten(events);
            }
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void GarbledStream_NeverThrowsAndIsWrittenInOrder(string name)
    {
        var stream = Stream(name);
        var garbling = new Garbling(name);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var damaged in (byte[][])[garbling.FlipByte(stream.Bytes), garbling.MovePiece(stream.Bytes), garbling.SwapValue(stream.Bytes)])
            {
                var events = Rooms.ReadStream(stream.Protocol, damaged);
                EventOrder.Check(events);
                CheckWritten(events);
            }
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Stream_BecomesALegalStreamOfEveryProtocol(string name)
    {
        var stream = Stream(name);
        var events = Rooms.ReadStream(stream.Protocol, stream.Bytes);
        foreach (var protocol in Rooms.All)
        {
            CheckKept(protocol, events);
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AnswerNames))]
    public void WholeAnswer_IsReadWithItsUsageAndWrittenForEveryProtocol(string name)
    {
        var answer = RecordedStreams.Answers().First(s => s.Name == name);
        var events = Rooms.ReadAnswer(answer.Protocol, answer.Bytes);

        EventOrder.Check(events);
        Assert.Contains(events, static item => item is StreamEvent.Finished);
        Assert.Equal(UsageOracle.OfAnswer(answer), Answer.Fold(events).Usage with { Raw = null });
        foreach (var protocol in Rooms.All)
        {
            CheckKept(protocol, events);
            var again = Rooms.ReadAnswer(protocol, Encoding.UTF8.GetBytes(Rooms.WriteAnswer(protocol, events)));
            EventOrder.Check(again);
            CheckSame(protocol, events, again);
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AnswerNames))]
    public void GarbledAnswer_NeverThrows(string name)
    {
        var answer = RecordedStreams.Answers().First(s => s.Name == name);
        var garbling = new Garbling(name);
        for (var round = 0; round < Rounds; round++)
        {
            EventOrder.Check(Rooms.ReadAnswer(answer.Protocol, garbling.FlipByte(answer.Bytes)));
            EventOrder.Check(Rooms.ReadAnswer(answer.Protocol, garbling.MovePiece(answer.Bytes)));
            EventOrder.Check(Rooms.ReadAnswer(answer.Protocol, Encoding.UTF8.GetBytes(garbling.Swap(Encoding.UTF8.GetString(answer.Bytes)))));
        }
    }

    private static void CheckWritten(List<StreamEvent> events)
    {
        // What only its own protocol understands goes through as it came, damage included.
        events.RemoveAll(static item => item is StreamEvent.Opaque);
        foreach (var protocol in Rooms.All)
        {
            Check(protocol, Rooms.WriteStream(protocol, events));
        }
    }

    /// <summary>What a client is told, read again by the client's own protocol, is what the provider said.</summary>
    private static void CheckKept(Protocol protocol, List<StreamEvent> events)
    {
        var written = Rooms.WriteStream(protocol, events);
        var text = Check(protocol, written);
        if (!HasMedia(events))
        {
            Assert.Equal(TextOf(events), text);
        }

        var again = Rooms.ReadStream(protocol, Encoding.UTF8.GetBytes(written));
        EventOrder.Check(again);
        Assert.Equal(events.Exists(static item => item is StreamEvent.Failed), again.Exists(static item => item is StreamEvent.Failed));
        if (!again.Exists(static item => item is StreamEvent.Failed))
        {
            CheckSame(protocol, events, again);
        }
    }

    private static void CheckSame(Protocol protocol, List<StreamEvent> events, List<StreamEvent> again)
    {
        var (before, after) = (Answer.Fold(events), Answer.Fold(again));
        Assert.True(HasMedia(events) || TextOf(events) == TextOf(again), $"{protocol}: {TextOf(again)}");
        Assert.Equal(Calls(before), Calls(after));
        Assert.Equal((before.Usage.Input ?? 0, before.Usage.Output ?? 0, before.Usage.CacheRead ?? 0), (after.Usage.Input ?? 0, after.Usage.Output ?? 0, after.Usage.CacheRead ?? 0));
        var end = before.Finished[0].Reason;
        if (end is StopReason.EndTurn or StopReason.MaxTokens or StopReason.ToolUse or StopReason.Refusal)
        {
            // A provider that ran a tool itself says so by its stop reason; the others' protocols know only that there are calls.
            var expected = Calls(before).Count == 0 && end == StopReason.ToolUse ? StopReason.EndTurn
                : Calls(before).Count > 0 && end == StopReason.EndTurn ? after.Finished[0].Reason : end;
            Assert.Equal(expected, after.Finished[0].Reason);
        }
    }

    private static bool HasMedia(List<StreamEvent> events) => events.Exists(static item => item is StreamEvent.MediaProduced);

    private static string Check(Protocol protocol, string stream) => protocol switch
    {
        Protocol.OpenAIChat => ChatStreamChecker.Check(stream),
        Protocol.Anthropic => AnthropicStreamChecker.Check(stream),
        Protocol.Gemini => GeminiStreamChecker.Check(stream),
        _ => TextOf(ResponsesStreamChecker.Check(stream)),
    };

    private static string TextOf(IReadOnlyList<StreamEvent> events) =>
        string.Concat(Answer.Fold(events).Blocks.Where(static block => block is { Kind: BlockKind.Text, Choice: 0 }).Select(static block => block.Text));

    // A namespace or a custom call's form is spelt in each protocol's own way.
    private static List<string> Calls(Answer answer) =>
        [.. answer.Blocks.Where(static block => block is { Kind: BlockKind.ToolCall or BlockKind.CustomToolCall, Choice: 0 })
            .Select(static block => $"{block.ToolName![(block.ToolName!.LastIndexOfAny(['.']) + 1)..].Split("__")[^1]} {Canonical(block)}")];

    private static string Canonical(AnswerBlock block)
    {
        using var json = JsonDocument.Parse(block switch
        {
            { Kind: BlockKind.CustomToolCall } => JsonSerializer.Serialize(new { input = block.Text }),
            { Text: "" } => "{}",
            _ => block.Text,
        });
        return JsonSerializer.Serialize(json.RootElement);
    }

    private static string TextOf(JsonElement response) => string.Concat(response.GetProperty("output").EnumerateArray()
        .Where(static item => item.GetProperty("type").GetString() == "message")
        .SelectMany(static item => item.GetProperty("content").EnumerateArray())
        .Where(static part => part.GetProperty("type").GetString() == "output_text")
        .Select(static part => part.GetProperty("text").GetString()));

    private static RecordedStream Stream(string name) => RecordedStreams.All().First(s => s.Name == name);
}
