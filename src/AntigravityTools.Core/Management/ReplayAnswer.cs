using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What a replayed request brought, beside what it brought at first; or why it was not replayed.</summary>
public sealed record ReplayAnswer
{
    /// <summary>The id of the new request, under which Monitor has it.</summary>
    public string? Id { get; init; }

    /// <summary>The account that was asked.</summary>
    public string? AccountId { get; init; }

    /// <summary>The status.</summary>
    public int Status { get; init; }

    /// <summary>The answer's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The answer, redacted.</summary>
    public string Body { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The first request with its answer.</summary>
    public CapturedExchange? Original { get; init; }

    /// <summary>True where there is no such request.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Why the request can not be sent again; null where it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with the call.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];
}
