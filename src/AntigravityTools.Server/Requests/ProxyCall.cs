using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Paths;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>One request on its way through the listener, with the configuration it came under.</summary>
internal sealed class ProxyCall
{
    public required HttpContext Http { get; init; }

    public required ProxyConfig Config { get; init; }

    public required PathMatch Match { get; init; }

    /// <summary>The protocol whose shape the answer has.</summary>
    public required Protocol Protocol { get; init; }

    public required string Id { get; init; }

    public required string TraceId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required long StartedTimestamp { get; init; }

    /// <summary>Cancelled when the drain time of the listener is over.</summary>
    public required CancellationToken Ending { get; init; }

    public ClientIdentity Client { get; set; }

    public string Method => Http.Request.Method;

    /// <summary>The path for records and logs: as it stood on the wire, so that nothing decoded can forge a line.</summary>
    public required string Path { get; init; }

    public RefusedRequest ToRefused() => new()
    {
        Id = Id, TraceId = TraceId, StartedAt = StartedAt, StartedTimestamp = StartedTimestamp, Protocol = Protocol,
        Method = Method, Path = Path, Client = Client, Model = Match.Model,
    };
}
