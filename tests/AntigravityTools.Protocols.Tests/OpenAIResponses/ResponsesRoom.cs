using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.OpenAIResponses;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>The room's translator with text in and out.</summary>
internal static class ResponsesRoom
{
    private static readonly OpenAIResponsesTranslator Translator = new();

    internal static UpstreamTarget Target { get; } = new() { Provider = "openai", Model = "gpt-5.4", Stream = true };

    internal static ReadResult<ChatRequest> TryRead(string body) => Translator.ReadRequest(Operation.Generate, Encoding.UTF8.GetBytes(body), null, false);

    internal static ChatRequest Read(string body)
    {
        var result = TryRead(body);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        return result.Value!;
    }

    internal static (string Json, WriteResult Result) Write(ChatRequest request, UpstreamTarget? target = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Translator.WriteRequest(request, target ?? Target, output);
        return (Encoding.UTF8.GetString(output.WrittenSpan), result);
    }

    internal static ChatRequest Request(params Message[] messages) => new() { Model = "m", Messages = [.. messages] };

    internal static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    internal static List<StreamEvent> ReadStream(ReadOnlySpan<byte> stream, EndOfInput end = EndOfInput.Closed)
    {
        var frames = new SseFrameReader();
        var reader = Translator.OpenReader();
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

    /// <summary>Events of payloads as a provider sends them.</summary>
    internal static List<StreamEvent> ReadPayloads(params string[] payloads) =>
        ReadStream(Encoding.UTF8.GetBytes(string.Concat(payloads.Select(static payload => $"data: {payload}\n\n"))));

    internal static List<StreamEvent> ReadAnswer(ReadOnlySpan<byte> body)
    {
        var events = new List<StreamEvent>();
        Translator.ReadAnswer(body, events);
        return events;
    }

    internal static AnswerContext Context(ChatRequest? request = null) => new()
    {
        Request = request ?? Request(Say(Role.User, new Part.Text("hi"))),
        RequestId = "req_0001",
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
    };

    internal static string WriteStream(IEnumerable<StreamEvent> events, AnswerContext? context = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = Translator.OpenWriter(context ?? Context());
        foreach (var item in events)
        {
            writer.Write(item, output);
        }

        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal static string WriteAnswer(IReadOnlyList<StreamEvent> events, AnswerContext? context = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Translator.WriteAnswer(context ?? Context(), events, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Events in few words, one a line.</summary>
    internal static string Describe(IEnumerable<StreamEvent> events) => string.Join('\n', events.Select(Describe)) + "\n";

    private static string Describe(StreamEvent item) => item switch
    {
        StreamEvent.Started started => $"started {started.Id} {started.Model}",
        StreamEvent.BlockStarted block => $"{block.Block} {block.Kind} {block.ToolCallId} {block.Namespace} {block.ToolName}".TrimEnd(),
        StreamEvent.TextDelta delta => $"{delta.Block} + {delta.Text.ReplaceLineEndings("\\n")}",
        StreamEvent.ArgumentsDelta delta => $"{delta.Block} + {delta.Json}",
        StreamEvent.CitationAdded added => $"{added.Block} cites {added.Citation.Url} {added.Citation.Start}-{added.Citation.End}",
        StreamEvent.MediaProduced media => $"{media.Block} media {media.Media.MediaType} {media.Media.Base64?.Length}",
        StreamEvent.BlockEnded ended => $"{ended.Block} end {ended.Signature}".TrimEnd(),
        StreamEvent.UsageReported report => $"usage {report.Usage.Input} {report.Usage.Output} {report.Usage.CacheRead} {report.Usage.Reasoning}",
        StreamEvent.Finished finished => $"finished {finished.Reason} {finished.Native}",
        StreamEvent.Failed failed => $"failed {failed.Fault.Kind} {failed.Fault.Code}: {failed.Fault.Message}",
        StreamEvent.Opaque opaque => $"opaque {opaque.Json}",
        _ => item.ToString(),
    };
}
