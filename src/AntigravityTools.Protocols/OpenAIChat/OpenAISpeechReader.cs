using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads <c>/v1/audio/speech</c> as one user turn: how to speak, then what to say.</summary>
internal static class OpenAISpeechReader
{
    internal static MediaRequest Read(OpenAIMediaFields fields)
    {
        var losses = new LossList();
        var format = fields.Text("response_format");
        if (format is null)
        {
            losses.Approximated("response_format", "Gemini speaks in raw samples, which come as WAV; the default would be mp3");
        }
        else if (format is not ("wav" or "pcm"))
        {
            throw new FieldException("response_format", $"Gemini speaks in raw samples, and the gateway does not encode '{format}'. Ask for 'wav' or 'pcm', or use an OpenAI account.");
        }

        if (fields.Number("speed") is not (null or 1))
        {
            losses.Dropped("speed", "Gemini has no such setting; say in the instructions how fast to speak");
        }

        var voice = fields.Required("voice");
        if (voice.StartsWith('{'))
        {
            throw new FieldException("voice", "A custom voice of OpenAI's means nothing to Gemini. Send the name of a voice.");
        }

        var text = fields.Required("input");
        return new MediaRequest
        {
            Operation = Operation.Speak,
            Chat = new ChatRequest
            {
                Model = fields.Text("model") ?? "",
                Messages = [new Message { Role = Role.User, Parts = [new Part.Text(fields.Text("instructions") is { Length: > 0 } how ? $"{how.Trim().TrimEnd(':')}:\n{text}" : text)] }],
                MediaOutput = new MediaOutput(MediaKind.Audio) { Voice = voice },
            },
            Format = format ?? "wav",
            Stream = fields.Text("stream_format") == "sse",
            Loss = losses.ToReport(),
        };
    }
}
