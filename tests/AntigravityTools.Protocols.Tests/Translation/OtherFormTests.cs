using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>A provider that streams where it was asked not to, and bodies that are no answer at all (protocols.md §3.59).</summary>
public sealed class OtherFormTests
{
    private static readonly List<StreamEvent> Events =
    [
        new StreamEvent.Started("answer_1", "m"), new StreamEvent.BlockStarted(0, BlockKind.Text), new StreamEvent.TextDelta(0, "hi"), new StreamEvent.BlockEnded(0),
        new StreamEvent.UsageReported(new TokenUsage { Input = 3, Output = 2 }), new StreamEvent.Finished(StopReason.EndTurn, null),
    ];

    public static IEnumerable<TheoryDataRow<Protocol>> Protocols() => Rooms.All.Select(static protocol => new TheoryDataRow<Protocol>(protocol));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void StreamOnAPlainCall_IsReadAsTheAnswer(Protocol protocol)
    {
        var events = Rooms.ReadAnswer(protocol, Encoding.UTF8.GetBytes(Rooms.WriteStream(protocol, Events)));
        EventOrder.Check(events);

        var answer = Answer.Fold(events);
        Assert.Equal(("hi", 3L, StopReason.EndTurn), (answer.Blocks[0].Text, answer.Usage.Input, answer.Finished[0].Reason));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void BodyThatIsNoAnswer_FailsOnce(Protocol protocol)
    {
        foreach (var body in (string[])["<html><body>502</body></html>", "[]", "[{\"x\":1}]", "{}", "null", "hello", "{\"error\":{\"message\":\"no\",\"code\":503}}", "data: {\"error\":{\"message\":\"no\"}}\n\n", "{\"id\":"])
        {
            Assert.IsType<StreamEvent.Failed>(Assert.Single(Rooms.ReadAnswer(protocol, Encoding.UTF8.GetBytes(body)), static item => item is not StreamEvent.Started));
        }
    }
}
