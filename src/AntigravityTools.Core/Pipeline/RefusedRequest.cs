using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A request that was refused before it could become an <see cref="InboundRequest"/>: bad key, unknown path, too large.</summary>
public sealed record RefusedRequest
{
    /// <summary>The gateway's id.</summary>
    public required string Id { get; init; }

    /// <summary>W3C trace id.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the request line was read.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The same instant on the monotonic clock.</summary>
    public required long StartedTimestamp { get; init; }

    /// <summary>The protocol that the path looks most like; its error shape is used.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>Who asks, as far as it is known.</summary>
    public ClientIdentity Client { get; init; }

    /// <summary>The model asked for, where it is known.</summary>
    public string? Model { get; init; }
}
