using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads along the events of a message. Usage is reported at the start and, cumulative, at the end.</summary>
internal sealed class AnthropicStreamTap : IStreamTap
{
    private readonly ArrayBufferWriter<byte> _first = new();
    private readonly ArrayBufferWriter<byte> _last = new();

    public TokenUsage Usage => _first.WrittenCount == 0 && _last.WrittenCount == 0
        ? TokenUsage.Unknown
        : AnthropicUsage.Read(_first.WrittenSpan, _last.WrittenSpan);

    public Fault? Fault { get; private set; }

    public bool Completed { get; private set; }

    public string? ResponseId => null;

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        if (data is not [(byte)'{', ..])
        {
            return FrameKind.Preamble;
        }

        var type = EventTypes.Of(data, eventType);
        if (type.SequenceEqual("content_block_delta"u8))
        {
            return IsEmptyDelta(data) ? FrameKind.Preamble : FrameKind.Content;
        }

        if (type.SequenceEqual("content_block_start"u8))
        {
            return OpensEmpty(data) ? FrameKind.Preamble : FrameKind.Content;
        }

        if (type.SequenceEqual("message_start"u8))
        {
            return Start(data);
        }

        if (type.SequenceEqual("message_delta"u8))
        {
            return Change(data);
        }

        if (type.SequenceEqual("message_stop"u8) && JsonScan.IsWhole(data))
        {
            Completed = true;
            return FrameKind.Terminal;
        }

        return Fail(type, data);
    }

    private FrameKind Start(ReadOnlySpan<byte> data)
    {
        // A second start means that the upstream began again: its counts replace the first ones.
        _first.ResetWrittenCount();
        _last.ResetWrittenCount();
        if (JsonScan.TryFind(data, "message"u8, out var message))
        {
            Keep(message, _first);
        }

        return FrameKind.Preamble;
    }

    private FrameKind Change(ReadOnlySpan<byte> data)
    {
        Keep(data, _last);
        return JsonScan.TryFind(data, "delta"u8, out var delta) && JsonScan.Text(delta, "stop_reason"u8) is { Length: > 0 }
            ? FrameKind.Terminal
            : FrameKind.Preamble;
    }

    private FrameKind Fail(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var fault = type.SequenceEqual("error"u8) ? FaultReader.Read(0, data) : FaultReader.ReadEvent(data);
        if (fault is null)
        {
            return FrameKind.Preamble;
        }

        Fault = fault;
        return FrameKind.Error;
    }

    private static void Keep(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> place)
    {
        if (JsonScan.TryFind(json, "usage"u8, out var usage) && usage[0] == (byte)'{')
        {
            place.ResetWrittenCount();
            place.Write(usage);
        }
    }

    private static bool IsEmptyDelta(ReadOnlySpan<byte> data) =>
        (data.IndexOf("\"text_delta\""u8) >= 0 && !JsonScan.Mentions(data, "\"text\""u8))
        || (data.IndexOf("\"thinking_delta\""u8) >= 0 && !JsonScan.Mentions(data, "\"thinking\""u8));

    /// <summary>Text and thinking open empty; tool calls, redacted thinking and results of server tools say something at once.</summary>
    private static bool OpensEmpty(ReadOnlySpan<byte> data) =>
        !JsonScan.TryFind(data, "content_block"u8, out var block)
        || !JsonScan.TryFind(block, "type"u8, out var type)
        || (type.SequenceEqual("\"text\""u8) && JsonScan.Text(block, "text"u8) is null or "")
        || (type.SequenceEqual("\"thinking\""u8) && JsonScan.Text(block, "thinking"u8) is null or "");
}
