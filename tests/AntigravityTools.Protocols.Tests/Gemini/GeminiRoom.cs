using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Gemini;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Gemini;

/// <summary>The room's translator with text in and out.</summary>
internal static class GeminiRoom
{
    private static readonly GeminiTranslator Translator = new();
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static UpstreamTarget Third { get; } = new() { Provider = "gemini", Model = "gemini-3.1-pro-preview", Stream = true };

    internal static UpstreamTarget Second { get; } = new() { Provider = "gemini", Model = "gemini-2.5-flash", Stream = true };

    internal static UpstreamTarget Old { get; } = new() { Provider = "gemini", Model = "gemini-2.0-flash" };

    internal static ReadResult<ChatRequest> TryRead(string body, Operation operation = Operation.Generate) =>
        Translator.ReadRequest(operation, Encoding.UTF8.GetBytes(body), "gemini-3-pro", false);

    internal static ChatRequest Read(string body, Operation operation = Operation.Generate)
    {
        var result = TryRead(body, operation);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        return result.Value!;
    }

    internal static ChatRequest Request(params Message[] messages) => new() { Model = "m", Messages = [.. messages] };

    internal static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    internal static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));

    internal static (JsonElement Json, WriteResult Result) Write(ChatRequest request, UpstreamTarget? target = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Translator.WriteRequest(request, target ?? Third, output);
        Assert.True(result.Fault is null, $"{result.Fault?.Param}: {result.Fault?.Message}");
        using var json = JsonDocument.Parse(output.WrittenMemory);
        return (json.RootElement.Clone(), result);
    }

    internal static Fault? Refuse(ChatRequest request, UpstreamTarget? target = null) => Translator.WriteRequest(request, target ?? Third, new ArrayBufferWriter<byte>()).Fault;

    /// <summary>Indented JSON and the losses below it.</summary>
    internal static string Show((JsonElement Json, WriteResult Result) written) =>
        JsonSerializer.Serialize(written.Json, Indented) + "\n" + Show(written.Result.Loss);

    internal static string Show(LossReport losses) => string.Concat(losses.Items.Select(static loss => $"{loss.What} {loss.Field}: {loss.Why}\n"));

    internal static string Show(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented) + "\n";
    }

    internal static List<StreamEvent> ReadStream(ReadOnlySpan<byte> stream, EndOfInput end = EndOfInput.Closed) => ReadFrames(stream, new SseFrameReader(), end);

    internal static List<StreamEvent> ReadFrames(ReadOnlySpan<byte> stream, IFrameReader frames, EndOfInput end)
    {
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

    /// <summary>Events of chunks as Google sends them.</summary>
    internal static List<StreamEvent> ReadChunks(params string[] chunks) =>
        ReadStream(Encoding.UTF8.GetBytes(string.Concat(chunks.Select(static chunk => $"data: {chunk}\r\n\r\n"))));

    /// <summary>One chunk with these parts.</summary>
    internal static string Chunk(string parts, string rest = "") =>
        $$"""{"candidates":[{"content":{"role":"model","parts":[{{parts}}]}{{rest}}}],"modelVersion":"gemini-3-pro","responseId":"r1"}""";

    internal static List<StreamEvent> ReadAnswer(string body)
    {
        var events = new List<StreamEvent>();
        Translator.ReadAnswer(Encoding.UTF8.GetBytes(body), events);
        return events;
    }

    internal static AnswerContext Context(StreamForm form = StreamForm.Sse, ReasoningRequest? reasoning = null) => new()
    {
        Request = Request(Say(Role.User, new Part.Text("hi"))) with { Reasoning = reasoning },
        RequestId = "req_0001",
        StartedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        Form = form,
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

    /// <summary>The request in few words, one part a line.</summary>
    internal static string Describe(ChatRequest request) => string.Concat(request.Messages.Select(static message =>
        $"{message.Role}:\n{string.Concat(message.Parts.Select(static part => $"  {Describe(part)}\n"))}"));

    private static string Describe(Part part) => part switch
    {
        Part.Text text => $"text '{text.Value}' {text.Signature}".TrimEnd(),
        Part.Reasoning reasoning => $"reasoning '{reasoning.Value}' {reasoning.Signature}".TrimEnd(),
        Part.ToolCall call => $"call {call.Id} {call.Name} {call.Arguments} {call.Signature}".TrimEnd(),
        Part.ToolResult result => $"result {result.CallId} {result.Name} {(result.IsError ? "error " : "")}[{string.Join(", ", result.Content.Select(Describe))}]",
        Part.Media media => $"{media.Kind} {media.MediaType} {media.Base64 ?? media.Address ?? media.FileId}",
        Part.Opaque opaque => $"opaque {opaque.Json}",
        _ => part.ToString(),
    };

    private static string Describe(StreamEvent item) => item switch
    {
        StreamEvent.Started started => $"started {started.Id} {started.Model}",
        StreamEvent.BlockStarted block => $"{block.Block} {block.Kind} {block.ToolCallId} {block.ToolName} {(block.Choice == 0 ? "" : $"of choice {block.Choice}")}".TrimEnd(),
        StreamEvent.TextDelta delta => $"{delta.Block} + {delta.Text.ReplaceLineEndings("\\n")}",
        StreamEvent.ArgumentsDelta delta => $"{delta.Block} + {delta.Json}",
        StreamEvent.CitationAdded added => $"{added.Block} cites {added.Citation.Url} {added.Citation.Start}-{added.Citation.End}",
        StreamEvent.MediaProduced media => $"{media.Block} media {media.Media.MediaType} {media.Media.Base64}",
        StreamEvent.BlockEnded ended => $"{ended.Block} end {ended.Signature}".TrimEnd(),
        StreamEvent.UsageReported report => $"usage {report.Usage.Input} {report.Usage.Output} {report.Usage.CacheRead} {report.Usage.Reasoning}",
        StreamEvent.Finished finished => $"finished {finished.Reason} {finished.Native} {finished.Explanation}".TrimEnd(),
        StreamEvent.Failed failed => $"failed {failed.Fault.Kind} {failed.Fault.Type}: {failed.Fault.Message}",
        _ => item.ToString(),
    };
}
