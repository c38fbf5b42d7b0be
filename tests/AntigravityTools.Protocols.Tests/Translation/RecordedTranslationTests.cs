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

    public static IEnumerable<TheoryDataRow<string>> AnswerNames() => RecordedStreams.Answers().Where(static answer => !UsageOracle.IsError(answer))
        .Select(static answer => new TheoryDataRow<string>(answer.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Stream_IsReadInOrderWithItsUsage(string name)
    {
        var stream = Stream(name);
        var events = Rooms.ReadStream(stream.Protocol, stream.Bytes);

        EventOrder.Check(events);
        Assert.Equal(UsageOracle.Ends(stream), events.Exists(static item => item is StreamEvent.Finished));
        Assert.Equal(!UsageOracle.Ends(stream), events.Exists(static item => item is StreamEvent.Failed));
        Assert.Equal(UsageOracle.OfStream(stream), Answer.Fold(events).Usage with { Raw = null });
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
        var text = TextOf(events);
        foreach (var protocol in Rooms.All)
        {
            Assert.Equal(text, Check(protocol, Rooms.WriteStream(protocol, events)));
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
            Assert.Equal(TextOf(events), Check(protocol, Rooms.WriteStream(protocol, events)));
            var again = Rooms.ReadAnswer(protocol, Encoding.UTF8.GetBytes(Rooms.WriteAnswer(protocol, events)));
            EventOrder.Check(again);
            Assert.Equal(TextOf(events), TextOf(again));
            Assert.Equal(Calls(events), Calls(again));
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
        foreach (var protocol in Rooms.All)
        {
            Check(protocol, Rooms.WriteStream(protocol, events));
        }
    }

    private static string Check(Protocol protocol, string stream) => protocol switch
    {
        Protocol.OpenAIChat => ChatStreamChecker.Check(stream),
        Protocol.Anthropic => AnthropicStreamChecker.Check(stream),
        Protocol.Gemini => GeminiStreamChecker.Check(stream),
        _ => TextOf(ResponsesStreamChecker.Check(stream)),
    };

    private static string TextOf(IReadOnlyList<StreamEvent> events) =>
        string.Concat(Answer.Fold(events).Blocks.Where(static block => block is { Kind: BlockKind.Text, Choice: 0 }).Select(static block => block.Text));

    private static IEnumerable<(string?, string)> Calls(IReadOnlyList<StreamEvent> events) =>
        Answer.Fold(events).Blocks.Where(static block => block is { Kind: BlockKind.ToolCall, Choice: 0 })
            .Select(static block => (block.ToolName, Canonical(block.Text)));

    private static string Canonical(string arguments)
    {
        using var json = JsonDocument.Parse(arguments.Length == 0 ? "{}" : arguments);
        return JsonSerializer.Serialize(json.RootElement);
    }

    private static string TextOf(JsonElement response) => string.Concat(response.GetProperty("output").EnumerateArray()
        .Where(static item => item.GetProperty("type").GetString() == "message")
        .SelectMany(static item => item.GetProperty("content").EnumerateArray())
        .Where(static part => part.GetProperty("type").GetString() == "output_text")
        .Select(static part => part.GetProperty("text").GetString()));

    private static RecordedStream Stream(string name) => RecordedStreams.All().First(s => s.Name == name);
}
