using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>Recorded Responses traffic through the room's readers and writers; skipped where the recordings are not there.</summary>
public sealed class OpenAIResponsesRecordedTests
{
    private const int Thorough = 8_000;

    public static IEnumerable<TheoryDataRow<string>> Names() => Streams().Select(static stream => new TheoryDataRow<string>(stream.Name));

    public static IEnumerable<TheoryDataRow<string>> AnswerNames() => RecordedStreams.Answers()
        .Where(static answer => answer.Protocol == Protocol.OpenAIResponses && !UsageOracle.IsError(answer)).Select(static answer => new TheoryDataRow<string>(answer.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Stream_IsReadWholeAndWrittenInOrder(string name)
    {
        var stream = Streams().First(stream => stream.Name == name);
        var events = ResponsesRoom.ReadStream(stream.Bytes);

        CheckOrder(events);
        Assert.Equal(UsageOracle.Ends(stream), events.Exists(static item => item is StreamEvent.Finished));
        if (UsageOracle.Ends(stream))
        {
            Assert.Equal(UsageOracle.OfStream(stream), Answer.Fold(events).Usage with { Raw = null });
        }

        ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(events));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void CutOrGarbledStream_FailsOrIsComplete(string name)
    {
        var stream = Streams().First(stream => stream.Name == name);
        var garbled = stream.Bytes.ToArray();
        for (var cut = 0; cut < stream.Bytes.Length; cut += stream.Bytes.Length <= Thorough ? 1 : stream.Bytes.Length / 101)
        {
            CheckOrder(ResponsesRoom.ReadStream(stream.Bytes.AsSpan(0, cut), EndOfInput.Aborted));
            garbled[cut] ^= 0x11;
        }

        CheckOrder(ResponsesRoom.ReadStream(garbled));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AnswerNames))]
    public void WholeAnswer_IsReadAndWritten(string name)
    {
        var answer = RecordedStreams.Answers().First(answer => answer.Name == name);
        var events = ResponsesRoom.ReadAnswer(answer.Bytes);

        CheckOrder(events);
        Assert.Contains(events, static item => item is StreamEvent.Finished);
        Assert.Equal(UsageOracle.OfAnswer(answer), Answer.Fold(events).Usage with { Raw = null });
        ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(events));
    }

    private static IEnumerable<RecordedStream> Streams() => RecordedStreams.All().Where(static stream => stream.Protocol == Protocol.OpenAIResponses);

    /// <summary>The order that every reader promises (<see cref="StreamEvent"/>).</summary>
    private static void CheckOrder(List<StreamEvent> events)
    {
        var (open, next, over) = (new HashSet<int>(), 0, false);
        for (var i = 0; i < events.Count; i++)
        {
            Assert.True(!over || events[i] is StreamEvent.UsageReported, $"{events[i]} behind the end");
            switch (events[i])
            {
                case StreamEvent.Started:
                    Assert.Equal(0, i);
                    break;
                case StreamEvent.BlockStarted started:
                    Assert.Equal(next++, started.Block);
                    open.Add(started.Block);
                    break;
                case StreamEvent.BlockEnded ended:
                    Assert.True(open.Remove(ended.Block));
                    break;
                case StreamEvent.TextDelta delta:
                    Assert.Contains(delta.Block, open);
                    break;
                case StreamEvent.ArgumentsDelta delta:
                    Assert.Contains(delta.Block, open);
                    break;
                case StreamEvent.Finished:
                    Assert.Empty(open);
                    over = true;
                    break;
                case StreamEvent.Failed:
                    over = true;
                    break;
            }
        }

        Assert.True(over);
    }
}
