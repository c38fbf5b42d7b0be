using System.Buffers.Binary;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>POST /v1/audio/transcriptions</c> (multipart) and <c>/v1/audio/speech</c>.</summary>
internal static class AudioEndpoint
{
    public static async ValueTask<WireReply> TranscribeAsync(Exchange exchange)
    {
        if (!exchange.Http.Request.HasFormContentType)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Unsupported content type: expected 'multipart/form-data'.");
        }
        var form = await exchange.Http.Request.ReadFormAsync(exchange.Http.RequestAborted);
        if (form.Files.GetFile("file") is not { } file)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Missing required parameter: 'file'.", "file");
        }
        if (!OpenAiChecks.Knows(exchange, form["model"].ToString()))
        {
            return exchange.Refuse(FaultKind.ModelNotFound, $"The model `{form["model"]}` does not exist or you do not have access to it.");
        }
        var text = $"You sent {file.Length} bytes of audio named {file.FileName}.";
        if (form["stream"] == "true")
        {
            return Events(text);
        }
        return form["response_format"].ToString() == "text"
            ? WireReply.Json(text + "\n") with { ContentType = "text/plain; charset=utf-8" }
            : WireReply.Json($$$"""{"text":{{{Json.Quote(text)}}},"usage":{"type":"duration","seconds":1}}""");
    }

    private static WireReply Events(string text)
    {
        var stream = new WireStream { Fault = (fault, _) => [$$"""data: {"type":"error","error":{{OpenAiFaults.Body(fault)}}}""" + "\n\n"] };
        stream.MarkContent();
        foreach (var piece in Answers.TextPieces.Of(text))
        {
            stream.Add($$"""data: {"type":"transcript.text.delta","delta":{{Json.Quote(piece)}}}""" + "\n\n");
        }
        stream.MarkTerminal();
        stream.Add($$$"""data: {"type":"transcript.text.done","text":{{{Json.Quote(text)}}},"usage":{"type":"tokens","input_tokens":14,"output_tokens":9,"total_tokens":23}}""" + "\n\n");
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream };
    }

    public static ValueTask<WireReply> SpeakAsync(Exchange exchange) => ValueTask.FromResult(
        OpenAiChecks.Refusal(exchange, "input", "voice") ?? new WireReply { ContentType = "audio/wav", Body = SilentWave() });

    /// <summary>A tenth of a second of silence, 8 kHz mono.</summary>
    private static byte[] SilentWave()
    {
        const int Samples = 800;
        var wave = new byte[44 + Samples * 2];
        "RIFF"u8.CopyTo(wave);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(4), wave.Length - 8);
        "WAVEfmt "u8.CopyTo(wave.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(28), 16000);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(34), 16);
        "data"u8.CopyTo(wave.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wave.AsSpan(40), Samples * 2);
        return wave;
    }
}
