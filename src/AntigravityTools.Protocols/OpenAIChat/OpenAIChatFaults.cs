using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Errors of chat completions (OpenAI API reference, error codes, 2026-11).</summary>
internal static class OpenAIChatFaults
{
    internal static Fault Read(int status, ReadOnlySpan<byte> body) => FaultReader.Read(status, body);

    internal static Fault? ReadHidden(ReadOnlySpan<byte> body) => FaultReader.ReadHidden(body);

    internal static int StatusOf(Fault fault) => OpenAIErrors.StatusOf(fault);

    /// <summary>Writes <c>{"error":{"message","type","param","code"}}</c>; all four always stand, null where empty.</summary>
    internal static void Write(Fault fault, string requestId, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        OpenAIErrors.WriteMembers(fault, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the error as the last frame; no <c>[DONE]</c> follows, since the answer is not done.</summary>
    internal static void WriteToStream(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output)
    {
        var body = new ArrayBufferWriter<byte>();
        Write(fault, requestId, body);
        SseFrameWriter.Write(output, body.WrittenSpan);
    }
}
