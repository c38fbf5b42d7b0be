using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>The rooms' readers and writers, any of them with any, as the pipeline puts them together.</summary>
internal static class Rooms
{
    internal static IReadOnlyList<Protocol> All { get; } = [Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini];

    internal static ITranslator Of(Protocol protocol) => Tapping.Registry.TranslatorOf(protocol);

    internal static List<StreamEvent> ReadStream(Protocol protocol, ReadOnlySpan<byte> stream, EndOfInput end = EndOfInput.Closed)
    {
        var frames = new SseFrameReader();
        var reader = Of(protocol).OpenReader();
        var events = new List<StreamEvent>();
        while (frames.TryRead(stream, endOfInput: true, out var frame, out var consumed))
        {
            if (!frame.Data.IsEmpty)
            {
                reader.Read(frame.EventType, frame.Data, events);
            }

            stream = stream[consumed..];
        }

        reader.Complete(end, events);
        return events;
    }

    internal static List<StreamEvent> ReadAnswer(Protocol protocol, ReadOnlySpan<byte> body)
    {
        var events = new List<StreamEvent>();
        Of(protocol).ReadAnswer(body, events);
        return events;
    }

    /// <summary>What a client of the protocol gets streamed.</summary>
    internal static string WriteStream(Protocol protocol, IEnumerable<StreamEvent> events)
    {
        var bridged = events.ToList();
        new AnswerBridge(ToolNameMap.Identity, 1).Apply(bridged);
        var output = new ArrayBufferWriter<byte>();
        using var writer = Of(protocol).OpenWriter(Context());
        foreach (var item in bridged)
        {
            writer.Write(item, output);
        }

        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>What a client of the protocol gets in one piece.</summary>
    internal static string WriteAnswer(Protocol protocol, IEnumerable<StreamEvent> events)
    {
        var bridged = events.ToList();
        new AnswerBridge(ToolNameMap.Identity, 1).Apply(bridged);
        var output = new ArrayBufferWriter<byte>();
        Of(protocol).WriteAnswer(Context(), bridged, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static AnswerContext Context() => new()
    {
        Request = new ChatRequest
        {
            Model = "m",
            Stream = true,
            IncludeUsage = true,
            Messages = [new Message { Role = Role.User, Parts = [new Part.Text("hi")] }],
        },
        RequestId = "req_0001",
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
    };
}
