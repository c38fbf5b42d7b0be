using System.Collections.Frozen;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads <c>/v1/audio/transcriptions</c> and <c>/translations</c> as one user turn: what to write down, then the recording.</summary>
internal static class OpenAITranscriptReader
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".aac"] = "audio/aac", [".aif"] = "audio/aiff", [".aiff"] = "audio/aiff", [".flac"] = "audio/flac", [".m4a"] = "audio/mp4", [".mp3"] = "audio/mp3",
        [".mp4"] = "audio/mp4", [".mpeg"] = "audio/mpeg", [".mpga"] = "audio/mpeg", [".oga"] = "audio/ogg", [".ogg"] = "audio/ogg", [".opus"] = "audio/ogg",
        [".wav"] = "audio/wav", [".webm"] = "audio/webm",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    internal static MediaRequest Read(Operation operation, OpenAIMediaFields fields)
    {
        var recording = fields.Files.Find(file => file.Field == "file").Media ?? throw new FieldException("file", "'file' is missing: send the recording.");
        var format = fields.Text("response_format") ?? "json";
        if (format is not ("json" or "text"))
        {
            throw new FieldException("response_format", format is "srt" or "vtt" or "verbose_json" or "diarized_json"
                ? $"'{format}' needs times or speakers, which Gemini does not give. Ask for 'json' or 'text', or use an OpenAI account."
                : "'response_format' must be 'json' or 'text'.");
        }

        var losses = new LossList();
        fields.Lose(losses, "Gemini has no such setting", "include[]", "include", "timestamp_granularities[]", "chunking_strategy", "known_speaker_names[]", "keywords[]");
        losses.Emulated("model", "Gemini has no endpoint for transcripts; the model is asked to write down what it hears");
        return new MediaRequest
        {
            Operation = operation,
            Chat = new ChatRequest
            {
                Model = fields.Text("model") ?? "",
                Messages = [new Message { Role = Role.User, Parts = [new Part.Text(Task(operation, fields)), recording with { Kind = MediaKind.Audio, MediaType = TypeOf(recording), Name = null }] }],
                Sampling = new Sampling { Temperature = fields.Number("temperature") },
            },
            Format = format,
            Stream = fields.Flag("stream"),
            Loss = losses.ToReport(),
        };
    }

    private static string Task(Operation operation, OpenAIMediaFields fields)
    {
        var task = operation == Operation.TranslateAudio
            ? "Translate what is said in this recording into English."
            : "Write down word for word what is said in this recording, in the language that is spoken.";
        var language = fields.Text("language") is { Length: > 0 } code ? $" The language is '{code}'." : "";
        var context = fields.Text("prompt") is { Length: > 0 } prompt ? $" What came before, for context and spelling: {prompt}" : "";
        return $"{task} Answer with that text alone, without remarks, times or names of speakers.{language}{context}";
    }

    private static string TypeOf(Part.Media recording)
    {
        var type = recording.MediaType switch
        {
            "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "audio/wav",
            "audio/x-m4a" or "audio/m4a" => "audio/mp4",
            { } stated when stated.StartsWith("audio/", StringComparison.Ordinal) => stated,
            _ => null,
        };
        var extension = Path.GetExtension(recording.Name ?? "");
        return type ?? (Types.TryGetValue(extension, out var known) ? known
            : throw new FieldException("file", $"The form of the recording is not known: neither its content-type nor its name ('{recording.Name}') tells. Name the file by its form, such as speech.mp3."));
    }
}
