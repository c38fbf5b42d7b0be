using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Anthropic;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.Translation;

namespace AntigravityTools.Protocols.Tests.Anthropic;

/// <summary>The room's translator with text in and out.</summary>
internal static class AnthropicRoom
{
    private static readonly AnthropicTranslator Translator = new();

    internal static UpstreamTarget Newest { get; } = new() { Provider = "anthropic", Model = "claude-opus-5-5" };

    internal static UpstreamTarget Sonnet { get; } = new() { Provider = "anthropic", Model = "claude-sonnet-4-5" };

    internal static UpstreamTarget Old { get; } = new() { Provider = "anthropic", Model = "claude-3-5-haiku-20241022" };

    internal static ReadResult<ChatRequest> TryRead(string body) => Translator.ReadRequest(Operation.Generate, Encoding.UTF8.GetBytes(body), null, false);

    internal static ChatRequest Read(string body)
    {
        var result = TryRead(body);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        return result.Value!;
    }

    internal static WriteResult Try(ChatRequest request, UpstreamTarget? target = null) => Translator.WriteRequest(request, target ?? Newest, new ArrayBufferWriter<byte>());

    internal static (JsonElement Json, LossReport Loss) Write(ChatRequest request, UpstreamTarget? target = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Translator.WriteRequest(request, target ?? Newest, output);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        using var json = JsonDocument.Parse(output.WrittenMemory);
        return (json.RootElement.Clone(), result.Loss);
    }

    internal static string Messages(ChatRequest request, UpstreamTarget? target = null) => Write(request, target).Json.GetProperty("messages").GetRawText();

    internal static ChatRequest Request(params Message[] messages) => new() { Model = "m", Messages = [.. messages] };

    internal static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    internal static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>Events of payloads as Anthropic sends them, in a legal order.</summary>
    internal static List<StreamEvent> ReadPayloads(params string[] payloads)
    {
        var events = Rooms.ReadStream(Protocol.Anthropic, Encoding.UTF8.GetBytes(string.Concat(payloads.Select(static payload => $"data: {payload}\n\n"))));
        EventOrder.Check(events);
        return events;
    }

    /// <summary>The same between the start of a message and its end.</summary>
    internal static List<StreamEvent> ReadBlocks(string stop, params string[] payloads) => ReadPayloads(
        ["""{"type":"message_start","message":{"id":"msg_1","model":"claude","usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":1}}}""", .. payloads,
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{stop}}}","stop_sequence":null},"usage":{"output_tokens":7}}""", """{"type":"message_stop"}"""]);
}
