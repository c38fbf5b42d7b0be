using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>A request for embeddings, free of any protocol.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The texts, one vector each.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Wanted vector length; null leaves it to the model.</summary>
    public int? Dimensions { get; init; }

    /// <summary>True where OpenAI's client wants little-endian float32 in base64.</summary>
    public bool Base64 { get; init; }

    /// <summary>Gemini's <c>taskType</c>, where one was given.</summary>
    public string? TaskType { get; init; }

    /// <summary>True where Gemini's client sent a batch and expects a list.</summary>
    public bool Batch { get; init; }
}
