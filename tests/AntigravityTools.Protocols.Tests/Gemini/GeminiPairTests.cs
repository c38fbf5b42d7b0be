using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Gemini;

/// <summary>Recorded traffic between Gemini and the other three protocols; skipped where the recordings are not there.</summary>
public sealed class GeminiPairTests
{
    private static readonly (Protocol Protocol, string Provider, string Model)[] Others =
    [
        (Protocol.OpenAIChat, "openai", "gpt-5.4"), (Protocol.OpenAIResponses, "openai", "gpt-5.4"), (Protocol.Anthropic, "anthropic", "claude-opus-5-5"),
    ];

    private static readonly string[] Models = ["gemini-3.1-pro-preview", "gemini-2.5-flash", "gemini-2.0-flash"];

    public static IEnumerable<TheoryDataRow<string>> ForeignNames() => Streams(static stream => stream.Protocol != Protocol.Gemini);

    public static IEnumerable<TheoryDataRow<string>> OwnNames() => Streams(static stream => stream.Protocol == Protocol.Gemini);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ForeignNames))]
    public void StreamOfAnotherProtocol_BecomesLegalChunks(string name)
    {
        var stream = RecordedStreams.All().First(stream => stream.Name == name);
        var events = Read(stream);
        var written = GeminiRoom.WriteStream(events);
        if (events.Exists(static item => item is StreamEvent.Failed))
        {
            Assert.Contains("data: {\"error\":", written, StringComparison.Ordinal);
            return;
        }

        var chunks = GeminiStreamChecker.Check(written);
        var answer = Answer.Fold(events);
        foreach (var choice in answer.Finished.Select(static end => end.Choice))
        {
            var parts = GeminiStreamChecker.Parts(chunks, choice);
            var blocks = answer.Blocks.Where(block => block.Choice == choice).ToList();
            Assert.Equal(blocks.Where(static block => block.Kind is BlockKind.Text or BlockKind.Refusal).Sum(static block => block.Text.Length), GeminiStreamChecker.Text(parts).Length);
            Assert.Equal(blocks.Count(static block => block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall), parts.Count(static part => part.TryGetProperty("functionCall", out _)));
        }

        AssertSameAnswer(answer, GeminiRoom.WriteAnswer(events));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(OwnNames))]
    public void GeminiStream_SurvivesEveryOtherProtocol(string name)
    {
        var events = Read(RecordedStreams.All().First(stream => stream.Name == name));
        var answer = Answer.Fold(events);
        foreach (var (protocol, _, _) in Others)
        {
            var translator = Tapping.Registry.TranslatorOf(protocol);
            var output = new ArrayBufferWriter<byte>();
            using var writer = translator.OpenWriter(GeminiRoom.Context());
            events.ForEach(item => writer.Write(item, output));
            writer.Complete(output);
            var again = Answer.Fold(Read(new RecordedStream(name, protocol, output.WrittenSpan.ToArray())));

            Assert.Equal(Say(answer, BlockKind.Text), Say(again, BlockKind.Text));
            Assert.Equal(Say(answer, BlockKind.ToolCall), Say(again, BlockKind.ToolCall));
            Assert.Equal(answer.Finished[0].Reason, again.Finished[0].Reason);
        }
    }

    [Fact]
    public void RecordedClients_ReachEveryGeminiModel()
    {
        Assert.SkipUnless(RecordedStreams.Folder is not null, "There are no recordings here.");
        var sent = 0;
        foreach (var (path, body) in Requests())
        {
            var protocol = path.Contains("/messages", StringComparison.Ordinal) ? Protocol.Anthropic
                : path.Contains("/chat/completions", StringComparison.Ordinal) ? Protocol.OpenAIChat
                : path.EndsWith("/responses", StringComparison.Ordinal) ? Protocol.OpenAIResponses
                : (Protocol?)null;
            if (protocol is null || path.Contains("count_tokens", StringComparison.Ordinal))
            {
                continue;
            }

            sent++;
            var read = Tapping.Registry.TranslatorOf(protocol.Value).ReadRequest(Operation.Generate, body, null, false);
            Assert.True(read.Fault is null, $"{path}: {read.Fault?.Param} {read.Fault?.Message}");
            foreach (var model in Models)
            {
                var json = GeminiRoom.Write(ConversationRepair.Apply(read.Value!, new LossList()), GeminiRoom.Third with { Model = model }).Json;
                Assert.Equal("user", json.GetProperty("contents")[0].GetProperty("role").GetString());
            }
        }

        Assert.True(sent > 10, $"{sent} requests");
    }

    [Fact]
    public void RecordedGeminiClients_ReachEveryOtherProtocol()
    {
        Assert.SkipUnless(RecordedStreams.Folder is not null, "There are no recordings here.");
        foreach (var (_, body) in Requests().Where(static request => request.Path.Contains("enerateContent", StringComparison.Ordinal)))
        {
            var request = GeminiRoom.Read(Encoding.UTF8.GetString(body));
            foreach (var (protocol, provider, model) in Others)
            {
                var output = new ArrayBufferWriter<byte>();
                var result = Tapping.Registry.TranslatorOf(protocol).WriteRequest(ConversationRepair.Apply(request, new LossList()), new() { Provider = provider, Model = model }, output);

                Assert.True(result.Fault is null, $"{protocol}: {result.Fault?.Message}");
                using var json = JsonDocument.Parse(output.WrittenMemory);
                Assert.DoesNotContain(result.Loss.Items, static loss => loss.Field.StartsWith("contents", StringComparison.Ordinal));
            }
        }
    }

    private static void AssertSameAnswer(Answer answer, string whole)
    {
        var again = Answer.Fold(GeminiRoom.ReadAnswer(whole));
        Assert.Equal(answer.Usage.Output, again.Usage.Output ?? answer.Usage.Output);
        Assert.Equal(answer.Blocks.Count(static block => block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall), again.Blocks.Count(static block => block.Kind == BlockKind.ToolCall));
    }

    private static string Say(Answer answer, BlockKind kind) => string.Join('\n', answer.Blocks.Where(block => block.Kind == kind).GroupBy(block => kind == BlockKind.Text ? "" : block.ToolCallId)
        .Select(static group => $"{group.Key} {group.First().ToolName} {string.Concat(group.Select(static block => block.Text))}"));

    private static IEnumerable<TheoryDataRow<string>> Streams(Func<RecordedStream, bool> filter) =>
        RecordedStreams.All().Where(filter).Select(static stream => new TheoryDataRow<string>(stream.Name));

    private static IEnumerable<(string Path, byte[] Body)> Requests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RecordedStreams.Folder!, "clients"), "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var call in json.RootElement.EnumerateArray().Where(static call => call.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object))
            {
                yield return (call.GetProperty("url").GetString()!.Split('?')[0], Encoding.UTF8.GetBytes(call.GetProperty("body").GetRawText()));
            }
        }
    }

    private static List<StreamEvent> Read(RecordedStream stream)
    {
        var reader = Tapping.Registry.TranslatorOf(stream.Protocol).OpenReader();
        var (frames, events) = (new SseFrameReader(), new List<StreamEvent>());
        var rest = stream.Bytes.AsSpan();
        while (frames.TryRead(rest, endOfInput: true, out var frame, out var consumed))
        {
            if (!frame.Data.IsEmpty)
            {
                reader.Read(frame.EventType, frame.Data, events);
            }

            rest = rest[consumed..];
        }

        reader.Complete(EndOfInput.Closed, events);
        return events;
    }
}
