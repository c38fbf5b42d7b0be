using System.Buffers;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>A request that goes from one protocol to another and back says what it said; what is not carried was reported.</summary>
public sealed class RequestRoundTripTests
{
    public static IEnumerable<TheoryDataRow<Protocol, Protocol>> Pairs() =>
        Rooms.All.SelectMany(static one => Rooms.All, static (one, other) => new TheoryDataRow<Protocol, Protocol>(one, other));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ThereAndBack_KeepsItsMeaning(Protocol one, Protocol other) => RequestSamples.Any.Sample(
        seed =>
        {
            var first = Carry(one, seed).Request;
            var (there, lost) = Carry(other, first);
            var (back, lostBack) = Carry(one, there);

            HashSet<string> gone = [.. lost.Items.Concat(lostBack.Items).Where(static loss => loss.What != "emulated").Select(static loss => loss.Field.Split('.', ' ')[0])];
            Assert.Equal(Kept(first, gone), Kept(back, gone));
        },
        iter: 150);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Ids_PairCallsWithResultsAndAreTheSameEveryTime(Protocol one, Protocol other) => RequestSamples.Any.Sample(
        seed =>
        {
            var there = Carry(other, Carry(one, seed).Request).Request;
            var again = Carry(other, Carry(one, seed).Request).Request;
            var calls = Ids<Part.ToolCall>(there, static call => call.Id);

            Assert.Equal(calls.Count, calls.Distinct().Count());
            Assert.Equal(calls, Ids<Part.ToolResult>(there, static result => result.CallId));
            Assert.Equal(calls, Ids<Part.ToolCall>(again, static call => call.Id));
        },
        iter: 50);

    private static List<string> Ids<T>(ChatRequest request, Func<T, string> idOf) where T : Part =>
        [.. request.Messages.SelectMany(static message => message.Parts).OfType<T>().Select(idOf)];

    private static (ChatRequest Request, LossReport Lost) Carry(Protocol protocol, ChatRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var written = Rooms.Of(protocol).WriteRequest(request, TargetOf(protocol), output);
        Assert.True(written.Fault is null, $"{protocol} {written.Fault?.Param}: {written.Fault?.Message}");
        var read = Rooms.Of(protocol).ReadRequest(Operation.Generate, output.WrittenMemory.ToArray(), "m", stream: false);
        Assert.True(read.Fault is null, $"{protocol} {read.Fault?.Param}: {read.Fault?.Message}");
        return (read.Value!, written.Loss);
    }

    private static List<string> Kept(ChatRequest request, HashSet<string> gone) =>
        [.. RequestMeaning.Of(request).Where(line => !gone.Contains(line.Split(':')[0]))];

    private static UpstreamTarget TargetOf(Protocol protocol) => protocol switch
    {
        Protocol.Anthropic => new() { Provider = "anthropic", Model = "claude-opus-5-5" },
        Protocol.Gemini => new() { Provider = "gemini", Model = "gemini-3.1-pro-preview" },
        _ => new() { Provider = "openai", Model = "gpt-5.4" },
    };
}
