using System.Text;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>An answer that was written for one protocol, read there and written for another says what it said, streamed and whole.</summary>
public sealed class AnswerRoundTripTests
{
    private static readonly Gen<string> Text = Gen.OneOf("hi", "<é你>", " a\n", "\"x\\y\"", "👋🏽", "{}");

    private static readonly Gen<(BlockKind Kind, string[] Pieces)> Block = Gen.Select(
        Gen.OneOf(BlockKind.Reasoning, BlockKind.Text, BlockKind.ToolCall), Text.Array[1, 4], static (kind, pieces) => (kind, pieces));

    private static readonly Gen<List<StreamEvent>> Any = Gen.Select(Block.Array[1, 5], Gen.Long[1, 900], Gen.Long[0, 100], Gen.Bool, Build);

    public static IEnumerable<TheoryDataRow<Protocol, Protocol>> Pairs() => RequestRoundTripTests.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Streamed_KeepsItsMeaning(Protocol one, Protocol other) => Any.Sample(
        events =>
        {
            var there = Rooms.ReadStream(one, Encoding.UTF8.GetBytes(Rooms.WriteStream(one, events)));
            var back = Rooms.ReadStream(other, Encoding.UTF8.GetBytes(Rooms.WriteStream(other, there)));
            EventOrder.Check(back);

            Assert.Equal(MeaningOf(events), MeaningOf(back));
        },
        iter: 150);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Whole_KeepsItsMeaning(Protocol one, Protocol other) => Any.Sample(
        events =>
        {
            var there = Rooms.ReadAnswer(one, Encoding.UTF8.GetBytes(Rooms.WriteAnswer(one, events)));
            var back = Rooms.ReadAnswer(other, Encoding.UTF8.GetBytes(Rooms.WriteAnswer(other, there)));
            EventOrder.Check(back);

            // A whole chat message has one text, one thought and one list of calls.
            Assert.Equal(Sorted(events), Sorted(back));
        },
        iter: 150);

    private static List<StreamEvent> Build((BlockKind Kind, string[] Pieces)[] blocks, long input, long cached, bool cut)
    {
        // A chat stream does not tell when a call is over: what came behind it would overtake it where calls go out whole.
        blocks = [.. blocks.OrderBy(static block => block.Kind == BlockKind.ToolCall)];
        var events = new List<StreamEvent> { new StreamEvent.Started("answer_1", "model") };
        for (var i = 0; i < blocks.Length; i++)
        {
            var (kind, pieces) = blocks[i];
            events.Add(new StreamEvent.BlockStarted(i, kind, kind == BlockKind.ToolCall ? $"call_{i}" : null, kind == BlockKind.ToolCall ? "f" : null));
            if (kind == BlockKind.ToolCall)
            {
                var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["p"] = string.Concat(pieces) });
                events.AddRange(json.Chunk(5).Select(piece => new StreamEvent.ArgumentsDelta(i, new string(piece))));
            }
            else
            {
                events.AddRange(pieces.Select(piece => new StreamEvent.TextDelta(i, piece)));
            }

            events.Add(new StreamEvent.BlockEnded(i));
        }

        events.Add(new StreamEvent.UsageReported(new TokenUsage { Input = input + cached, Output = 50, CacheRead = cached }));
        var calls = blocks.Any(static block => block.Kind == BlockKind.ToolCall);
        events.Add(new StreamEvent.Finished(calls ? StopReason.ToolUse : cut ? StopReason.MaxTokens : StopReason.EndTurn, null));
        return events;
    }

    // Neighbours of one kind may become one block.
    private static List<string> MeaningOf(List<StreamEvent> events)
    {
        var answer = Answer.Fold(events);
        var lines = new List<string>();
        foreach (var block in answer.Blocks)
        {
            var head = $"{block.Kind} {block.ToolName}: ";
            if (block.Kind != BlockKind.ToolCall && lines.Count > 0 && lines[^1].StartsWith(head, StringComparison.Ordinal))
            {
                lines[^1] += block.Text;
            }
            else
            {
                lines.Add(head + block.Text);
            }
        }

        return [.. lines, EndOf(answer)];
    }

    private static List<string> Sorted(List<StreamEvent> events)
    {
        var answer = Answer.Fold(events);
        return
        [
            .. new[] { BlockKind.Reasoning, BlockKind.Text }.Select(kind => $"{kind}: {string.Concat(answer.Blocks.Where(block => block.Kind == kind).Select(static block => block.Text))}"),
            .. answer.Blocks.Where(static block => block.Kind == BlockKind.ToolCall).Select(static block => $"{block.ToolName} {block.Text}"),
            EndOf(answer),
        ];
    }

    private static string EndOf(Answer answer) => $"{answer.Finished[0].Reason} {answer.Usage.Input} {answer.Usage.Output} {answer.Usage.CacheRead ?? 0}";
}
