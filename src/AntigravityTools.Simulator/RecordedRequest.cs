using System.Text;

namespace AntigravityTools.Simulator;

/// <summary>One request as the simulator received it.</summary>
public sealed record RecordedRequest
{
    /// <summary>Number in order of arrival, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as sent, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>All headers; names are matched without case, repeated ones are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The key or token, from whichever place it was sent in; on the token endpoint the refresh token or code.</summary>
    public string? Credential { get; init; }

    /// <summary>Arrival time, on the simulator's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The caller's port: equal for requests on one connection.</summary>
    public required int RemotePort { get; init; }

    /// <summary>Cancelled when the caller goes away before the response has ended.</summary>
    public required CancellationToken Aborted { get; init; }

    /// <summary>The body as UTF-8 text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);
}
