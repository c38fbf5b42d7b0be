using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads along the typed events of a response; usage comes only with its last event.</summary>
internal sealed class OpenAIResponsesStreamTap : IStreamTap
{
    private readonly ArrayBufferWriter<byte> _usage = new();

    public TokenUsage Usage => _usage.WrittenCount == 0 ? TokenUsage.Unknown : OpenAIResponsesUsage.Read(_usage.WrittenSpan);

    public Fault? Fault { get; private set; }

    public bool Completed { get; private set; }

    public string? ResponseId { get; private set; }

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        if (data is not [(byte)'{', ..])
        {
            return ObserveMark(data);
        }

        var type = EventTypes.Of(data, eventType);
        if (type.EndsWith(".delta"u8))
        {
            return JsonScan.Mentions(data, "\"delta\""u8) ? FrameKind.Content : FrameKind.Preamble;
        }

        if (type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8)
            || type.SequenceEqual("response.cancelled"u8))
        {
            return Finish(data);
        }

        if (type.SequenceEqual("error"u8) || type.SequenceEqual("response.failed"u8))
        {
            return Fail(data);
        }

        if (type.IsEmpty && FaultReader.ReadEvent(data) is { } fault)
        {
            Fault = fault;
            return FrameKind.Error;
        }

        if (type.SequenceEqual("response.output_item.added"u8))
        {
            return OpensCeremony(data) ? FrameKind.Preamble : FrameKind.Content;
        }

        if (ResponseId is null && JsonScan.TryFind(data, "response"u8, out var response))
        {
            ResponseId = JsonScan.Text(response, "id"u8);
        }

        return IsContent(type) ? FrameKind.Content : FrameKind.Preamble;
    }

    /// <summary>OpenAI closes the socket without a mark; the Open Responses text demands one.</summary>
    private FrameKind ObserveMark(ReadOnlySpan<byte> data)
    {
        if (!data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            return FrameKind.Preamble;
        }

        Completed = true;
        return FrameKind.Terminal;
    }

    private FrameKind Finish(ReadOnlySpan<byte> data)
    {
        if (!JsonScan.IsWhole(data))
        {
            return FrameKind.Preamble;
        }

        KeepUsage(data);
        Completed = true;
        return FrameKind.Terminal;
    }

    private FrameKind Fail(ReadOnlySpan<byte> data)
    {
        // `error` is followed by `response.failed`, which often says less.
        var fault = FaultReader.Read(0, data);
        Fault = Fault is { } first && fault.Kind == FaultKind.Upstream ? first : fault;
        KeepUsage(data);
        return FrameKind.Error;
    }

    private void KeepUsage(ReadOnlySpan<byte> data)
    {
        if (JsonScan.TryFind(data, "response"u8, out var response))
        {
            ResponseId = JsonScan.Text(response, "id"u8) ?? ResponseId;
        }

        if (OpenAIResponsesUsage.TryFind(data, out var usage))
        {
            _usage.ResetWrittenCount();
            _usage.Write(usage);
        }
    }

    /// <summary>A message or reasoning item opens empty; any other item is a call of a tool.</summary>
    private static bool OpensCeremony(ReadOnlySpan<byte> data) =>
        !JsonScan.TryFind(data, "item"u8, out var item)
        || !JsonScan.TryFind(item, "type"u8, out var type)
        || type.SequenceEqual("\"message\""u8)
        || type.SequenceEqual("\"reasoning\""u8);

    private static bool IsContent(ReadOnlySpan<byte> type) =>
        type.EndsWith(".done"u8)
        || type.EndsWith(".partial_image"u8)
        || type.EndsWith("annotation.added"u8)
        || type.IndexOf("_call."u8) >= 0;
}
