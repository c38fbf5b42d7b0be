using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes a transcript: JSON, plain text, or the events of a streamed one.</summary>
internal static class OpenAITranscriptWriter
{
    internal static ReadResult<string> Write(MediaRequest request, Answer answer, IBufferWriter<byte> output)
    {
        var end = answer.Finished is [var first, ..] ? first : null;
        if (end?.Reason == StopReason.Refusal)
        {
            return new Fault { Kind = FaultKind.ContentBlocked, Code = "moderation_blocked", Message = $"The provider refused this recording ({end.Native}). {end.Explanation}".Trim() };
        }

        var text = string.Concat(answer.Blocks.Where(block => block.Kind == BlockKind.Text).Select(block => block.Text)).Trim();
        if (request.Stream)
        {
            WriteEvent(output, "transcript.text.delta"u8, json => json.WriteString("delta"u8, text));
            WriteEvent(output, "transcript.text.done"u8, json =>
            {
                json.WriteString("text"u8, text);
                OpenAIMediaUsage.Write(json, answer.Usage, typed: true);
            });
            return "text/event-stream";
        }

        if (request.Format == "text")
        {
            output.Write(Encoding.UTF8.GetBytes(text + "\n"));
            return "text/plain; charset=utf-8";
        }

        using var whole = JsonWriters.Open(output);
        whole.WriteStartObject();
        whole.WriteString("text"u8, text);
        OpenAIMediaUsage.Write(whole, answer.Usage, typed: true);
        whole.WriteEndObject();
        return "application/json";
    }

    private static void WriteEvent(IBufferWriter<byte> output, ReadOnlySpan<byte> type, Action<Utf8JsonWriter> write)
    {
        var data = new ArrayBufferWriter<byte>();
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            write(json);
            json.WriteEndObject();
        }

        output.Write("event: "u8);
        output.Write(type);
        output.Write("\n"u8);
        SseFrameWriter.Write(output, data.WrittenSpan);
    }
}
