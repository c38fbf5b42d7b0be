using System.Buffers;
using System.Globalization;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes speech as <c>/v1/audio/speech</c> answers it: the bytes, or the two events of a streamed one.</summary>
internal static class OpenAISpeechWriter
{
    private const int UsualRate = 24_000;

    internal static ReadResult<string> Write(MediaRequest request, Answer answer, IBufferWriter<byte> output)
    {
        var pieces = answer.Blocks.Select(block => block.Media).OfType<Part.Media>().Where(media => media is { Kind: MediaKind.Audio, Base64: not null }).ToList();
        if (pieces.Count == 0)
        {
            var end = answer.Finished is [var first, ..] ? first : null;
            return end?.Reason == StopReason.Refusal
                ? new Fault { Kind = FaultKind.ContentBlocked, Code = "moderation_blocked", Message = $"The provider refused to say this ({end.Native}). {end.Explanation}".Trim() }
                : new Fault { Kind = FaultKind.Unsupported, Param = "model", Code = "no_audio", Message = $"The model '{request.Chat.Model}' spoke nothing ({end?.Native ?? "no reason given"}). Ask a model that speaks." };
        }

        var type = pieces[0].MediaType ?? "";
        if (!IsRaw(type) && !(request.Format == "wav" && type is "audio/wav" or "audio/x-wav"))
        {
            return new Fault { Kind = FaultKind.Upstream, Message = $"The provider spoke in '{type}', which is not the '{request.Format}' that was asked for." };
        }

        var sound = new ArrayBufferWriter<byte>();
        byte[] samples = [.. pieces.SelectMany(piece => Convert.FromBase64String(piece.Base64!))];
        if (IsRaw(type) && request.Format == "wav")
        {
            WaveFile.Write(samples, Parameter(type, "rate") ?? UsualRate, (short)(Parameter(type, "channels") ?? 1), sound);
        }
        else
        {
            sound.Write(samples);
        }

        if (!request.Stream)
        {
            output.Write(sound.WrittenSpan);
            return request.Format == "pcm" ? "audio/pcm" : "audio/wav";
        }

        WriteEvents(sound.WrittenSpan, answer.Usage, output);
        return "text/event-stream";
    }

    private static void WriteEvents(ReadOnlySpan<byte> sound, TokenUsage usage, IBufferWriter<byte> output)
    {
        var data = new ArrayBufferWriter<byte>();
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "speech.audio.delta"u8);
            json.WriteBase64String("audio"u8, sound);
            json.WriteEndObject();
        }

        SseFrameWriter.Write(output, data.WrittenSpan);
        data.ResetWrittenCount();
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "speech.audio.done"u8);
            OpenAIMediaUsage.Write(json, usage);
            json.WriteEndObject();
        }

        SseFrameWriter.Write(output, data.WrittenSpan);
    }

    // audio/L16;codec=pcm;rate=24000: signed 16-bit samples, little-endian as Google sends them.
    private static bool IsRaw(string type) =>
        type.StartsWith("audio/l16", StringComparison.OrdinalIgnoreCase) || type.StartsWith("audio/pcm", StringComparison.OrdinalIgnoreCase);

    private static int? Parameter(string type, string name)
    {
        foreach (var part in type.Split(';').Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && part.AsSpan(0, at).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(part.AsSpan(at + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                return number;
            }
        }

        return null;
    }
}
