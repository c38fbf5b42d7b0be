using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Errors of the Responses API: the chat body over HTTP, two events inside a stream (OpenAI API reference, 2026-11).</summary>
internal static class OpenAIResponsesFaults
{
    internal static Fault Read(int status, ReadOnlySpan<byte> body) => FaultReader.Read(status, body);

    internal static Fault? ReadHidden(ReadOnlySpan<byte> body) => FaultReader.ReadHidden(body);

    internal static int StatusOf(Fault fault) => OpenAIErrors.StatusOf(fault);

    internal static void Write(Fault fault, string requestId, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        OpenAIErrors.WriteMembers(fault, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>error</c>, then <c>response.failed</c>: clients end on one or the other.</summary>
    internal static void WriteToStream(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output)
    {
        var body = new ArrayBufferWriter<byte>();
        WriteErrorEvent(fault, body);
        SseFrameWriter.Write(output, "error"u8, body.WrittenSpan);
        body.ResetWrittenCount();
        WriteFailedEvent(fault, requestId, body);
        SseFrameWriter.Write(output, "response.failed"u8, body.WrittenSpan);
    }

    /// <summary>The SDK types are flat, the recorded event nests its members: both stand. Clients ignore the sequence number.</summary>
    private static void WriteErrorEvent(Fault fault, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteNumber("sequence_number"u8, 0);
        writer.WriteString("code"u8, OpenAIErrors.CodeOf(fault));
        writer.WriteString("message"u8, fault.Message);
        writer.WriteString("param"u8, fault.Param);
        writer.WriteStartObject("error"u8);
        OpenAIErrors.WriteMembers(fault, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFailedEvent(Fault fault, string requestId, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "response.failed"u8);
        writer.WriteNumber("sequence_number"u8, 1);
        writer.WritePropertyName("response"u8);
        new OpenAIResponsesResource(Unknown(requestId)).Write(writer, "failed", fault: fault);
        writer.WriteEndObject();
    }

    // Here nothing is known of the request any more; clients still demand every key.
    private static AnswerContext Unknown(string requestId) =>
        new() { Request = new ChatRequest { Model = "", Messages = [] }, RequestId = requestId, StartedAt = DateTimeOffset.UnixEpoch };
}
