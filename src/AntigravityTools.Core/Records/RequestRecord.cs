using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Records;

/// <summary>What is kept of one request (product.md §6). Holds no body and no secret.</summary>
public sealed record RequestRecord
{
    /// <summary>The gateway's id, <c>req_…</c>; ids grow with time.</summary>
    public required string Id { get; init; }

    /// <summary>W3C trace id, 32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the request line was read.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The client's protocol; null where the path belongs to none.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The account's protocol; null where no account was asked.</summary>
    public Protocol? UpstreamProtocol { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>True where the client asked for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>The model as asked for.</summary>
    public string? RequestedModel { get; init; }

    /// <summary>The model that was sent upstream.</summary>
    public string? ResolvedModel { get; init; }

    /// <summary>The account that gave the answer, or the last one tried.</summary>
    public string? AccountId { get; init; }

    /// <summary>Its name at the time.</summary>
    public string? Account { get; init; }

    /// <summary>The client key's name; null where none was presented.</summary>
    public string? Key { get; init; }

    /// <summary>The HTTP status that the client got; 499 where it went away first.</summary>
    public required int Status { get; init; }

    /// <summary>What became of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>True where the status is 400 or more, or where the answer broke off.</summary>
    public bool IsError => Status >= 400 || Verdict != Verdict.Ok;

    /// <summary>The sentence that the client got with an error, redacted.</summary>
    public string? Error { get; init; }

    /// <summary>Every try, in order.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>Time from start to the first content; null where none came.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Time from start to the end of the answer.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What the provider reported.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Cost in US dollars; null where no price is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Size of the request body in bytes.</summary>
    public long BytesIn { get; init; }

    /// <summary>Size of the answer in bytes.</summary>
    public long BytesOut { get; init; }

    /// <summary>Why this account.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What a translation could not carry.</summary>
    public ImmutableArray<Loss> Loss { get; init; } = [];
}
