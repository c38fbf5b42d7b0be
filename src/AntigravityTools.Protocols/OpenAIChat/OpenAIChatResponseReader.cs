using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads a whole chat completion as the events of a stream: a message is one large delta.</summary>
internal static class OpenAIChatResponseReader
{
    internal static void Read(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        if (OpenAIChatFaults.ReadHidden(body) is { } hidden)
        {
            events.Add(new StreamEvent.Failed(hidden));
            return;
        }

        var text = body.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("data:"u8) || text.StartsWith("event:"u8) || text.StartsWith(":"u8))
        {
            ReadStream(text, events);
            return;
        }

        var reader = new OpenAIChatStreamReader(isWhole: true);
        if (text is not [(byte)'{', ..] || !JsonScan.TryFind(text, "choices"u8, out _))
        {
            events.Add(new StreamEvent.Failed(new Fault { Kind = FaultKind.Upstream, Message = "The provider's answer is not a chat completion." }));
            return;
        }

        reader.Read(default, text, events);
        reader.Complete(EndOfInput.Closed, events);
    }

    // Some servers stream although they were not asked to.
    private static void ReadStream(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        var reader = new OpenAIChatStreamReader();
        var frames = new SseFrameReader();
        while (frames.TryRead(body, endOfInput: true, out var frame, out var consumed))
        {
            if (!frame.Data.IsEmpty)
            {
                reader.Read(frame.EventType, frame.Data, events);
            }

            body = body[consumed..];
        }

        reader.Complete(EndOfInput.Closed, events);
    }
}
