using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads a whole message as the events of a stream.</summary>
internal static class AnthropicResponseReader
{
    internal static void Read(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        var text = body.Trim(" \t\r\n"u8);
        if (text.StartsWith("event:"u8) || text.StartsWith("data:"u8))
        {
            ReadStream(text, events);
            return;
        }

        if (AnthropicFaults.ReadHidden(body) is { } hidden)
        {
            events.Add(new StreamEvent.Failed(hidden));
            return;
        }

        if (text is not [(byte)'{', ..] || !JsonScan.TryFind(text, "content"u8, out var content) || content[0] != (byte)'[')
        {
            events.Add(new StreamEvent.Failed(new Fault { Kind = FaultKind.Upstream, Message = "The provider's answer is not a message." }));
            return;
        }

        try
        {
            ReadMessage(text, content, events);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FieldException)
        {
            events.Clear();
            events.Add(new StreamEvent.Failed(new Fault { Kind = FaultKind.Upstream, Message = "The provider's message has a block that can not be read." }));
        }
    }

    private static void ReadMessage(ReadOnlySpan<byte> message, ReadOnlySpan<byte> content, List<StreamEvent> events)
    {
        events.Add(new StreamEvent.Started(JsonScan.Text(message, "id"u8) ?? "", JsonScan.Text(message, "model"u8) ?? ""));
        var blocks = new AnthropicEvents();
        var parts = JsonParts.Elements(content);
        for (var i = 0; i < parts.Count; i++)
        {
            blocks.Start(i, parts[i].In(content), events);
            blocks.Stop(i, events);
        }

        events.Add(new StreamEvent.UsageReported(AnthropicUsage.OfAnswer(message)));
        JsonScan.TryFind(message, "stop_details"u8, out var details);
        blocks.End(JsonScan.Text(message, "stop_reason"u8) ?? "end_turn", JsonScan.Text(message, "stop_sequence"u8), JsonScan.Text(details, "explanation"u8), events);
    }

    private static void ReadStream(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        var reader = new AnthropicStreamReader();
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
