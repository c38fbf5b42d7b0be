using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Records;

/// <summary>A request and its answer word for word, but for secrets; kept only while the user has capture on.</summary>
public sealed record CapturedExchange
{
    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>When the request line was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The client's protocol.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>What it asked for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its leading <c>?</c>, without keys.</summary>
    public string Query { get; init; } = "";

    /// <summary>The model that the path names.</summary>
    public string? PathModel { get; init; }

    /// <summary>The server-side object that the path names.</summary>
    public string? ResourceId { get; init; }

    /// <summary>True where a stream was asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>How the stream was framed.</summary>
    public StreamForm StreamForm { get; init; }

    /// <summary>The headers that pass to providers; never a credential.</summary>
    public ImmutableArray<CapturedHeader> Headers { get; init; } = [];

    /// <summary>The request body's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>What the client sent.</summary>
    public required CapturedBody Request { get; init; }

    /// <summary>The status that the client got.</summary>
    public required int Status { get; init; }

    /// <summary>The answer's media type.</summary>
    public string? AnswerType { get; init; }

    /// <summary>What the client got.</summary>
    public required CapturedBody Answer { get; init; }
}
