using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads a whole response object as the events of a stream.</summary>
internal static class OpenAIResponsesResponseReader
{
    internal static void Read(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        if (OpenAIResponsesFaults.ReadHidden(body) is { } hidden)
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

        var answer = new List<StreamEvent>();
        try
        {
            ReadResponse(body, answer);
        }
        catch (Exception e) when (e is FieldException or JsonException or InvalidOperationException)
        {
            answer = [NotUnderstood("it is no response object")];
        }

        events.AddRange(answer);
    }

    private static void ReadResponse(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        if (!JsonScan.IsWhole(body) || !JsonScan.TryFind(body, "output"u8, out var output) || output[0] != (byte)'[')
        {
            events.Add(NotUnderstood("it has no output"));
            return;
        }

        var status = JsonScan.Text(body, "status"u8);
        if (status is "queued" or "in_progress" or "cancelled" or "failed")
        {
            events.Add(NotUnderstood($"its status is {status}"));
            return;
        }

        events.Add(new StreamEvent.Started(JsonScan.Text(body, "id"u8) ?? "", JsonScan.Text(body, "model"u8) ?? ""));
        new OpenAIResponsesEnding(new OpenAIResponsesItemEvents()).ReadResponse(body, events);
    }

    // Some servers stream although they were not asked to.
    private static void ReadStream(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        var (reader, frames) = (new OpenAIResponsesStreamReader(), new SseFrameReader());
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

    private static StreamEvent.Failed NotUnderstood(string why) =>
        new(new Fault { Kind = FaultKind.Upstream, Message = $"The provider's answer can not be used: {why}." });
}
