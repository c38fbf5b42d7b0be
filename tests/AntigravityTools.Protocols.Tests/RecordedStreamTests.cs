using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.Framing;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests;

/// <summary>Real traffic; skipped where the folder of recordings is not there.</summary>
public sealed class RecordedStreamTests
{
    /// <summary>Bytes up to which a stream is cut at every place; a longer one is cut at some.</summary>
    private const int Thorough = 8_000;

    public static IEnumerable<TheoryDataRow<string>> Names() => RecordedStreams.All().Select(static s => new TheoryDataRow<string>(s.Name));

    public static IEnumerable<TheoryDataRow<string>> AnswerNames() => RecordedStreams.Answers().Select(static s => new TheoryDataRow<string>(s.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Frames_AreTheSameHoweverTheyAreCut(string name)
    {
        var stream = Stream(name);
        var whole = Feeding.Read(new SseFrameReader(), stream.Bytes);

        Assert.Equal(stream.Payloads, whole.Select(static f => f.Data.Trim()).Where(static d => d.Length > 0));
        Assert.Equal(stream.Bytes.Length, whole.Sum(static f => f.Consumed));
        Assert.Equal(whole, Feeding.ReadByteByByte(new SseFrameReader(), stream.Bytes));
        for (var cut = 1; cut < stream.Bytes.Length; cut += Step(stream))
        {
            Assert.Equal(whole, Feeding.Read(new SseFrameReader(), stream.Bytes, cut));
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Tap_CommitsOnceAndReportsTheProvidersUsage(string name)
    {
        var stream = Stream(name);
        var (kinds, tap) = Tapping.Run(stream.Protocol, stream.Bytes);

        Assert.Contains(kinds, static kind => kind is FrameKind.Content or FrameKind.Terminal or FrameKind.Error);
        Assert.Equal(UsageOracle.OfStream(stream), tap.Usage with { Raw = null });
        Assert.Equal(UsageOracle.Ends(stream), tap.Completed);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void CutStream_NeverThrowsAndNeverReportsMore(string name)
    {
        var stream = Stream(name);
        var full = Tapping.Run(stream.Protocol, stream.Bytes).Tap.Usage;
        for (var cut = 0; cut < stream.Bytes.Length; cut += Step(stream))
        {
            var usage = Tapping.Run(stream.Protocol, stream.Bytes.AsSpan(0, cut)).Tap.Usage;
            Assert.True((usage.Output ?? 0) <= (full.Output ?? 0), $"cut at {cut}");
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AnswerNames))]
    public void WholeAnswer_IsNoFaultAndHasItsUsage(string name)
    {
        var answer = RecordedStreams.Answers().First(s => s.Name == name);
        var protocol = Tapping.Registry[answer.Protocol];

        Assert.Equal(UsageOracle.OfAnswer(answer), protocol.ReadUsage(Operation.Generate, answer.Bytes) with { Raw = null });
        Assert.Equal(UsageOracle.IsError(answer), protocol.ReadHiddenFault(answer.Bytes) is not null);
    }

    private static RecordedStream Stream(string name) => RecordedStreams.All().First(s => s.Name == name);

    private static int Step(RecordedStream stream) => stream.Bytes.Length <= Thorough ? 1 : stream.Bytes.Length / 211;
}
