using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads a whole answer: one response, the array of a stream without <c>alt=sse</c>, or a stream that came where none was asked for.</summary>
internal static class GeminiResponseReader
{
    internal static void Read(ReadOnlySpan<byte> body, List<StreamEvent> events)
    {
        var text = body.Trim(" \t\r\n"u8);
        var found = new List<StreamEvent>();
        var reader = new GeminiStreamReader();
        switch (text)
        {
            case [(byte)'{', ..] when GeminiFaults.ReadHidden(text) is { } hidden:
                found.Add(new StreamEvent.Failed(hidden));
                break;
            case [(byte)'{', ..]:
                reader.Read(default, text, found);
                break;
            case [(byte)'[', ..]:
                ReadFrames(text, new JsonArrayFrameReader(), reader, found);
                break;
            case var stream when stream.StartsWith("data:"u8) || stream.StartsWith(":"u8):
                ReadFrames(text, new SseFrameReader(), reader, found);
                break;
            default:
                found.Add(new StreamEvent.Failed(GeminiFaults.ReadHidden(text) ?? NoAnswer));
                break;
        }

        if (found is not [StreamEvent.Failed])
        {
            reader.Complete(EndOfInput.Closed, found);
        }

        // A whole answer that failed is a failure and nothing else.
        if (found.Find(item => item is StreamEvent.Failed) is StreamEvent.Failed failed)
        {
            events.Add(failed.Fault.Kind == FaultKind.Network ? new StreamEvent.Failed(NoAnswer) : failed);
            return;
        }

        events.AddRange(found);
    }

    private static Fault NoAnswer => new() { Kind = FaultKind.Upstream, Message = "The provider's answer is not a whole response of generateContent." };

    private static void ReadFrames(ReadOnlySpan<byte> body, IFrameReader frames, GeminiStreamReader reader, List<StreamEvent> events)
    {
        while (frames.TryRead(body, endOfInput: true, out var frame, out var consumed))
        {
            if (!frame.Data.IsEmpty)
            {
                reader.Read(frame.EventType, frame.Data, events);
            }

            body = body[consumed..];
        }
    }
}
