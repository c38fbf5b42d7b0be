using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Paths;

/// <summary>One row of the path table: a fixed path behind the version, taken by <c>POST</c>.</summary>
internal sealed record Endpoint(string Path, Protocol Protocol, Operation Operation)
{
    /// <summary>True where the body is a multipart form.</summary>
    public bool Multipart { get; init; }

    /// <summary>True where JSON is taken as well as a form.</summary>
    public bool TakesAnyBody { get; init; }

    /// <summary>Every fixed path. protocols.md §1.2 to §1.4.</summary>
    public static Endpoint[] All { get; } =
    [
        new("chat/completions", Protocol.OpenAIChat, Operation.Generate),
        new("responses", Protocol.OpenAIResponses, Operation.Generate),
        new("messages", Protocol.Anthropic, Operation.Generate),
        new("messages/count_tokens", Protocol.Anthropic, Operation.CountTokens),
        new("completions", Protocol.OpenAIChat, Operation.Complete),
        new("responses/compact", Protocol.OpenAIResponses, Operation.Compact),
        new("responses/input_tokens", Protocol.OpenAIResponses, Operation.CountTokens),
        new("embeddings", Protocol.OpenAIChat, Operation.Embed),
        new("images/generations", Protocol.OpenAIChat, Operation.GenerateImage),
        new("images/edits", Protocol.OpenAIChat, Operation.EditImage) { Multipart = true, TakesAnyBody = true },
        new("images/variations", Protocol.OpenAIChat, Operation.VaryImage) { Multipart = true },
        new("audio/transcriptions", Protocol.OpenAIChat, Operation.Transcribe) { Multipart = true },
        new("audio/translations", Protocol.OpenAIChat, Operation.TranslateAudio) { Multipart = true },
        new("moderations", Protocol.OpenAIChat, Operation.Moderate),
        new("audio/speech", Protocol.OpenAIChat, Operation.Speak),
    ];

    /// <summary>The row as a match.</summary>
    public PathMatch ToMatch() =>
        new() { Kind = PathKind.Endpoint, Protocol = Protocol, Operation = Operation, Allow = "POST", Multipart = Multipart, TakesAnyBody = TakesAnyBody };
}
