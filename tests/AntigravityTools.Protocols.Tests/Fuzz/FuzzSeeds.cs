using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.Translation;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Fuzz;

/// <summary>What the fuzzer begins with: the same rich conversation and answer in every protocol, and recorded traffic where there is any.</summary>
internal static class FuzzSeeds
{
    private const int Largest = 12_000;
    private const int MostRecorded = 40;

    private static readonly Citation Page = new() { Url = "https://example.org/a", Title = "A", Start = 0, End = 2 };

    private static readonly ChatRequest Request = new()
    {
        Model = "m",
        Messages =
        [
            Say(Role.System, new Part.Text("Be kind.")),
            Say(Role.User, new Part.Text("hi <é👋>"), new Part.Media(MediaKind.Image, "image/png") { Base64 = "iVBORw0KGgo=" }, new Part.Media(MediaKind.Document, "application/pdf") { Base64 = "JVBERi0=", Name = "a.pdf" }),
            Say(Role.Assistant, new Part.Reasoning("so", "c2ln"), new Part.Text("well"), new Part.ToolCall("call_1", "f", Raw("""{"a":1.10}"""), "c2ln"), new Part.ToolCall("call_2", "g", Raw("{}"))),
            Say(Role.Tool, new Part.ToolResult("call_1", [new Part.Text("ok")]), new Part.ToolResult("call_2", [new Part.Text("no")], IsError: true)),
            Say(Role.User, new Part.Text("go on")),
        ],
        Tools =
        [
            new() { Name = "f", Description = "d", Parameters = Raw("""{"type":"object","$defs":{"x":{"type":["string","null"]}},"properties":{"a":{"$ref":"#/$defs/x"},"type":{"anyOf":[{"const":1},true]}},"required":["a"]}""") },
            new() { Name = "g", Kind = ToolKind.Custom }, new() { Name = "web_search", Kind = ToolKind.WebSearch },
        ],
        ToolChoice = ToolChoice.Of(ToolChoiceMode.Auto),
        Sampling = new Sampling { MaxOutputTokens = 500, Temperature = 1, TopK = 4, Seed = 3, Logprobs = true },
        Reasoning = new ReasoningRequest { Effort = Effort.Low, Show = true },
        OutputFormat = new OutputFormat { Schema = Raw("""{"type":"object","properties":{}}"""), Name = "answer" },
        User = "u",
        PromptCacheKey = "k",
    };

    private static readonly StreamEvent[] Answer =
    [
        new StreamEvent.Started("answer_1", "m"),
        new StreamEvent.BlockStarted(0, BlockKind.Reasoning), new StreamEvent.TextDelta(0, "so"), new StreamEvent.BlockEnded(0, "c2ln"),
        new StreamEvent.BlockStarted(1, BlockKind.WebSearch, "s1"), new StreamEvent.TextDelta(1, "q"), new StreamEvent.CitationAdded(1, Page), new StreamEvent.BlockEnded(1),
        new StreamEvent.BlockStarted(2, BlockKind.Text), new StreamEvent.TextDelta(2, "hi 👋"), new StreamEvent.CitationAdded(2, Page), new StreamEvent.BlockEnded(2),
        new StreamEvent.BlockStarted(3, BlockKind.ToolCall, "call_1", "f"), new StreamEvent.ArgumentsDelta(3, "{\"a\":"), new StreamEvent.ArgumentsDelta(3, "1.10}"), new StreamEvent.BlockEnded(3, "c2ln"),
        new StreamEvent.BlockStarted(4, BlockKind.CustomToolCall, "call_2", "g"), new StreamEvent.TextDelta(4, "free"), new StreamEvent.BlockEnded(4),
        new StreamEvent.UsageReported(new TokenUsage { Input = 9, Output = 4, CacheRead = 2, Reasoning = 1 }),
        new StreamEvent.Finished(StopReason.ToolUse, null),
    ];

    internal static IReadOnlyList<byte[]> RequestsOf(Protocol protocol)
    {
        var output = new ArrayBufferWriter<byte>();
        var target = new UpstreamTarget { Provider = protocol == Protocol.Gemini ? "gemini" : protocol == Protocol.Anthropic ? "anthropic" : "openai", Model = protocol == Protocol.Gemini ? "gemini-3.1-pro-preview" : "m" };
        Assert.Null(Rooms.Of(protocol).WriteRequest(Request with { OutputFormat = null }, target, output).Fault);
        // Mostly the real one: what is no request at all is refused at once.
        return [.. Enumerable.Repeat(output.WrittenSpan.ToArray(), 12), Bytes("""{"model":"m","prompt":["a","b"],"echo":true,"max_tokens":3,"stop":["x"],"suffix":null,"n":1}"""), .. Odd];
    }

    internal static IReadOnlyList<byte[]> StreamsOf(Protocol protocol) =>
        [Bytes(Rooms.WriteStream(protocol, Answer)), .. RecordedStreams.All().Where(stream => stream.Protocol == protocol && stream.Bytes.Length < Largest).Take(MostRecorded).Select(static stream => stream.Bytes)];

    internal static IReadOnlyList<byte[]> AnswersOf(Protocol protocol) =>
        [Bytes(Rooms.WriteAnswer(protocol, Answer)), .. RecordedStreams.Answers().Where(answer => answer.Protocol == protocol && answer.Bytes.Length < Largest).Take(MostRecorded).Select(static answer => answer.Bytes), .. Odd];

    /// <summary>Errors and bodies that are something else.</summary>
    internal static IReadOnlyList<byte[]> Odd { get; } =
    [
        Bytes("""{"error":{"message":"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}","code":503,"status":"UNAVAILABLE","details":[{"@type":"t","retryDelay":"1.5s","violations":[{"quotaId":"q"}]}],"metadata":{"raw":"{}"}}}"""),
        Bytes("<!doctype html><html></html>"), Bytes("data: {\"error\":\"x\"}\n\n"), Bytes("[{\"error\":{\"code\":404}}]"), [],
    ];

    private static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    private static RawJson Raw(string json) => new(Bytes(json));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
