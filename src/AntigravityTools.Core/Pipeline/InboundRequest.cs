using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A client's request as data, after the listener has checked host, origin and key and read the body once.</summary>
public sealed record InboundRequest
{
    /// <summary>The gateway's id, <c>req_…</c>; ids grow with time.</summary>
    public required string Id { get; init; }

    /// <summary>W3C trace id, 32 hex digits: the client's where it sent a <c>traceparent</c>, else new.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the request line was read.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The same instant on the monotonic clock (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public required long StartedTimestamp { get; init; }

    /// <summary>The client's protocol.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>What it asks for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as the client wrote it, without the query; for the record only.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its leading <c>?</c>, client keys removed; empty where there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The request's headers, one entry per value; what may pass upstream is decided by <c>HeaderPolicy</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body's media type as sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body's bytes, exactly as sent; valid until the pipeline returns.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The client's own body, where the gateway put a kept conversation in the place of its <c>previous_response_id</c>; else empty.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>What one scan of the body told.</summary>
    public required RequestHead Head { get; init; }

    /// <summary>The model that the path names (Gemini), decoded, without <c>models/</c>.</summary>
    public string? PathModel { get; init; }

    /// <summary>The server-side object that the path names, such as a response id.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The provider's own path behind its version, where the call passes on as it stands (<see cref="Operation.Relay"/>).</summary>
    public string? RelayPath { get; init; }

    /// <summary>True where the answer is to be streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>How a streamed answer is framed.</summary>
    public StreamForm StreamForm { get; init; }

    /// <summary>Who asks.</summary>
    public ClientIdentity Client { get; init; }

    /// <summary>The conversation named in a header (<c>x-antigravity-session</c>, <c>x-claude-code-session-id</c>, <c>session-id</c>), where there is one.</summary>
    public string? SessionHeader { get; init; }

    /// <summary>The account that must serve it (replay, tests); null leaves the choice to the scheduler.</summary>
    public string? RequiredAccountId { get; init; }

    /// <summary>The model asked for, wherever it stood.</summary>
    public string? Model => PathModel ?? Head.Model;
}
