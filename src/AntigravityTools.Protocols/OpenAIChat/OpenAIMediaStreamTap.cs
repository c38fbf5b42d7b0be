using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// Reads along the typed events of images (<c>image_generation.partial_image</c>, <c>….completed</c>), transcriptions
/// (<c>transcript.text.delta</c>, <c>.done</c>) and speech (<c>speech.audio.delta</c>, <c>.done</c>).
/// </summary>
internal sealed class OpenAIMediaStreamTap : IStreamTap
{
    private readonly ArrayBufferWriter<byte> _usage = new();

    public TokenUsage Usage => _usage.WrittenCount == 0 ? TokenUsage.Unknown : OpenAIChatUsage.Read(_usage.WrittenSpan);

    public Fault? Fault { get; private set; }

    public bool Completed { get; private set; }

    public string? ResponseId => null;

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        if (data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            Completed = true;
            return FrameKind.Terminal;
        }

        var type = EventTypes.Of(data, eventType);
        if (type.SequenceEqual("error"u8) || JsonScan.Mentions(data, "\"error\""u8))
        {
            var fault = type.SequenceEqual("error"u8) ? FaultReader.Read(0, data) : FaultReader.ReadEvent(data);
            if (fault is not null)
            {
                Fault = fault;
                return FrameKind.Error;
            }
        }

        if (type.EndsWith(".delta"u8) || type.EndsWith(".partial_image"u8) || type.EndsWith(".segment"u8))
        {
            return FrameKind.Content;
        }

        if (!(type.EndsWith(".completed"u8) || type.EndsWith(".done"u8)) || !JsonScan.IsWhole(data))
        {
            return FrameKind.Preamble;
        }

        if (OpenAIChatUsage.TryFind(data, out var usage))
        {
            _usage.ResetWrittenCount();
            _usage.Write(usage);
        }

        Completed = true;
        return FrameKind.Terminal;
    }
}
