using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.OpenAIChat;
using AntigravityTools.Protocols.Tests.Translation;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

/// <summary>The room's translator with text in and out.</summary>
internal static class ChatRoom
{
    private static readonly OpenAIChatTranslator Translator = new();

    internal static UpstreamTarget Reasoner { get; } = new() { Provider = "openai", Model = "gpt-5.4" };

    internal static UpstreamTarget Plain { get; } = new() { Provider = "openai", Model = "gpt-4.1" };

    internal static UpstreamTarget Compatible { get; } = new() { Provider = "openai-compatible", Model = "llama3:8b" };

    internal static ReadResult<ChatRequest> TryRead(string body, Operation operation = Operation.Generate) =>
        Translator.ReadRequest(operation, Encoding.UTF8.GetBytes(body), null, false);

    internal static ChatRequest Read(string body)
    {
        var result = TryRead(body);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        return result.Value!;
    }

    internal static (JsonElement Json, WriteResult Result) Write(ChatRequest request, UpstreamTarget? target = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Translator.WriteRequest(request, target ?? Plain, output);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        using var json = JsonDocument.Parse(output.WrittenMemory);
        return (json.RootElement.Clone(), result);
    }

    internal static string Messages(ChatRequest request, UpstreamTarget? target = null) => Write(request, target).Json.GetProperty("messages").GetRawText();

    internal static ChatRequest Request(params Message[] messages) => new() { Model = "m", Messages = [.. messages] };

    internal static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    internal static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>Events of payloads as a provider sends them, in a legal order.</summary>
    internal static List<StreamEvent> ReadPayloads(params string[] payloads)
    {
        var events = Rooms.ReadStream(Protocol.OpenAIChat, Encoding.UTF8.GetBytes(string.Concat(payloads.Select(static payload => $"data: {payload}\n\n"))));
        EventOrder.Check(events);
        return events;
    }

    /// <summary>Events of the deltas of one choice that ends as said.</summary>
    internal static List<StreamEvent> ReadDeltas(string finish, params string[] deltas) => ReadPayloads(
        [.. deltas.Select(static delta => $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{{{{delta}}}}}]}"""),
            $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"{{{finish}}}"}]}""", "[DONE]"]);

    internal static string Text(IReadOnlyList<StreamEvent> events, BlockKind kind = BlockKind.Text) =>
        string.Concat(Answer.Fold(events).Blocks.Where(block => block.Kind == kind).Select(static block => block.Text));

    internal static IEnumerable<string> Calls(IReadOnlyList<StreamEvent> events) =>
        Answer.Fold(events).Blocks.Where(static block => block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall)
            .Select(static block => $"{block.ToolCallId} {block.ToolName} {block.Text}");
}
