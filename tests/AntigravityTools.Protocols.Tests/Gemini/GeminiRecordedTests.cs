using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Gemini;

/// <summary>Recorded Gemini traffic through the room's readers and writers; skipped where the recordings are not there.</summary>
public sealed class GeminiRecordedTests
{
    private const int Thorough = 8_000;

    public static IEnumerable<TheoryDataRow<string>> Names() => Streams().Select(static stream => new TheoryDataRow<string>(stream.Name));

    public static IEnumerable<TheoryDataRow<string>> AnswerNames() => RecordedStreams.Answers()
        .Where(static answer => answer.Protocol == Protocol.Gemini && !UsageOracle.IsError(answer)).Select(static answer => new TheoryDataRow<string>(answer.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Stream_IsReadWholeAndWrittenInOrder(string name)
    {
        var stream = Streams().First(stream => stream.Name == name);
        var events = GeminiRoom.ReadStream(stream.Bytes);

        CheckOrder(events);
        Assert.Equal(UsageOracle.Ends(stream), events.Exists(static item => item is StreamEvent.Finished));
        var folded = Answer.Fold(events);
        Assert.Equal(UsageOracle.OfStream(stream), folded.Usage with { Raw = null });
        Assert.All(folded.Blocks.Where(static block => block.Kind == BlockKind.ToolCall), static block => JsonDocument.Parse(block.Text).Dispose());
        var written = GeminiStreamChecker.Check(GeminiRoom.WriteStream(events));
        Assert.Equal(TextOf(stream), GeminiStreamChecker.Text(GeminiStreamChecker.Parts(written)));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void WrittenStream_ReadsAsTheSameAnswer(string name)
    {
        var events = GeminiRoom.ReadStream(Streams().First(stream => stream.Name == name).Bytes);
        var again = GeminiRoom.ReadStream(System.Text.Encoding.UTF8.GetBytes(GeminiRoom.WriteStream(events)));

        Assert.Equal(Answer.Fold(events).Usage with { Raw = null }, Answer.Fold(again).Usage with { Raw = null });
        Assert.Equal(Blocks(events), Blocks(again));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void CutOrGarbledStream_FailsOrIsComplete(string name)
    {
        var stream = Streams().First(stream => stream.Name == name);
        var garbled = stream.Bytes.ToArray();
        for (var cut = 0; cut < stream.Bytes.Length; cut += stream.Bytes.Length <= Thorough ? 1 : stream.Bytes.Length / 101)
        {
            CheckOrder(GeminiRoom.ReadStream(stream.Bytes.AsSpan(0, cut), EndOfInput.Aborted));
            garbled[cut] ^= 0x11;
        }

        CheckOrder(GeminiRoom.ReadStream(garbled));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AnswerNames))]
    public void WholeAnswer_IsReadAndWritten(string name)
    {
        var answer = RecordedStreams.Answers().First(answer => answer.Name == name);
        var events = GeminiRoom.ReadAnswer(System.Text.Encoding.UTF8.GetString(answer.Bytes));

        CheckOrder(events);
        Assert.Contains(events, static item => item is StreamEvent.Finished);
        Assert.Equal(UsageOracle.OfAnswer(answer), Answer.Fold(events).Usage with { Raw = null });
        using var written = JsonDocument.Parse(GeminiRoom.WriteAnswer(events));
        GeminiStreamChecker.CheckChunks([written.RootElement]);
        Assert.Equal(Blocks(events), Blocks(GeminiRoom.ReadAnswer(written.RootElement.GetRawText())));
    }

    [Theory(SkipTestWithoutData = true)]
    [InlineData("GenerateContentStreamToolsTest.GenerateContentStreamGoogleSearchGeminiTest__0")]
    [InlineData("GenerateContentStreamToolsTest.GenerateContentStreamGoogleSearchVertexTest__0")]
    public void RecordedSearch_CitesThePiecesThatItNames(string name)
    {
        Assert.SkipUnless(RecordedStreams.Folder is not null, "There are no recordings here.");
        var stream = Streams().First(stream => stream.Name.Contains(name, StringComparison.Ordinal));
        var events = GeminiRoom.ReadStream(stream.Bytes);
        var text = Answer.Fold(events).Blocks.First(static block => block.Kind == BlockKind.Text);
        var named = stream.Payloads.SelectMany(static payload => Segments(JsonDocument.Parse(payload).RootElement)).ToList();

        Assert.NotEmpty(named);
        Assert.Equal(named, text.Citations.Select(citation => text.Text[citation.Start!.Value..citation.End!.Value]));
    }

    [Fact]
    public void RecordedClients_AreReadAndWrittenWithoutLoss()
    {
        Assert.SkipUnless(RecordedStreams.Folder is not null, "There are no recordings here.");
        var read = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(RecordedStreams.Folder!, "clients"), "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var call in json.RootElement.EnumerateArray())
            {
                if (call.GetProperty("url").GetString()!.Contains("enerateContent", StringComparison.Ordinal) && call.GetProperty("body").ValueKind == JsonValueKind.Object)
                {
                    read++;
                    var (written, result) = GeminiRoom.Write(GeminiRoom.Read(call.GetProperty("body").GetRawText()));
                    Assert.True(result.Loss.IsEmpty, $"{Path.GetFileName(file)}: {GeminiRoom.Show(result.Loss)}");
                    Assert.Equal(call.GetProperty("body").GetProperty("contents").GetArrayLength(), written.GetProperty("contents").GetArrayLength());
                }
            }
        }

        Assert.True(read >= 3, $"{read} requests");
    }

    private static IEnumerable<RecordedStream> Streams() => RecordedStreams.All().Where(static stream => stream.Protocol == Protocol.Gemini);

    private static IEnumerable<string> Blocks(List<StreamEvent> events) => Answer.Fold(events).Blocks
        .Where(static block => block.Kind != BlockKind.WebSearch)
        .Select(static block => $"{block.Kind} {block.ToolName} {block.Text} {block.Signature} {block.Media} {string.Join(',', block.Citations)}");

    private static string TextOf(RecordedStream stream)
    {
        var text = new System.Text.StringBuilder();
        foreach (var payload in stream.Payloads.Where(static payload => payload.StartsWith('{')))
        {
            using var json = JsonDocument.Parse(payload);
            if (json.RootElement.TryGetProperty("candidates", out var candidates) && candidates[0].TryGetProperty("content", out var content) && content.TryGetProperty("parts", out var parts))
            {
                text.Append(GeminiStreamChecker.Text(parts.EnumerateArray()));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Segments(JsonElement chunk) =>
        chunk.TryGetProperty("candidates", out var candidates) && candidates[0].TryGetProperty("groundingMetadata", out var grounding) && grounding.TryGetProperty("groundingSupports", out var supports)
            ? supports.EnumerateArray().SelectMany(static support => support.GetProperty("groundingChunkIndices").EnumerateArray().Select(_ => support.GetProperty("segment").GetProperty("text").GetString()!))
            : [];

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
                case StreamEvent.CitationAdded added:
                    Assert.Contains(added.Block, open);
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
