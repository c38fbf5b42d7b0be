using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>Recorded traffic between a Responses client and the other protocols; skipped where the recordings are not there.</summary>
public sealed class OpenAIResponsesPairTests
{
    private static readonly Protocol[] Others = [Protocol.OpenAIChat, Protocol.Anthropic];

    public static IEnumerable<TheoryDataRow<string>> Names() => Streams().Select(static stream => new TheoryDataRow<string>(stream.Name));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void StreamOfAnotherProtocol_BecomesALegalLadder(string name)
    {
        var stream = Streams().First(stream => stream.Name == name);
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
        new AnswerBridge(ToolNameMap.Identity, 1).Apply(events);
        var response = ResponsesStreamChecker.Check(ResponsesRoom.WriteStream(events));

        var text = string.Concat(Answer.Fold(events).Blocks.Where(static block => block is { Kind: BlockKind.Text, Choice: 0 }).Select(static block => block.Text));
        Assert.Equal(text, string.Concat(response.GetProperty("output").EnumerateArray()
            .Where(static item => item.GetProperty("type").GetString() == "message")
            .SelectMany(static item => item.GetProperty("content").EnumerateArray())
            .Where(static part => part.GetProperty("type").GetString() == "output_text")
            .Select(static part => part.GetProperty("text").GetString())));
    }

    [Fact]
    public void CodexRequest_GoesToEveryProtocolWithoutARefusal()
    {
        if (RecordedStreams.Folder is not { } folder)
        {
            Assert.Skip("The recordings are not there.");
            return;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder, "clients"), "codex-*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var body in json.RootElement.EnumerateArray().Select(static item => item.GetProperty("body")).Where(static body => body.ValueKind == JsonValueKind.Object))
            {
                var losses = new LossList();
                var request = ConversationRepair.Apply(ResponsesRoom.Read(body.GetRawText()), losses);
                foreach (var protocol in Others)
                {
                    var output = new ArrayBufferWriter<byte>();
                    var result = Tapping.Registry.TranslatorOf(protocol).WriteRequest(request, new UpstreamTarget { Provider = "x", Model = "m", Stream = true }, output);
                    Assert.True(result.Fault is null, $"{protocol}: {result.Fault?.Message}");
                    Assert.Contains(result.Loss.Items, static loss => loss.Field == "tools[8]");
                    Assert.Contains("multi_agent_v1__close_agent", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
                    using var written = JsonDocument.Parse(output.WrittenMemory);
                }
            }
        }
    }

    private static IEnumerable<RecordedStream> Streams() => RecordedStreams.All().Where(static stream => Others.Contains(stream.Protocol));
}
