namespace AntigravityTools.Protocols.Model;

/// <summary>
/// An expected failure as a value: read from an upstream's error, or made by the gateway, and written in the shape of the
/// caller's own protocol by that protocol's <c>XFaults</c>.
/// </summary>
public sealed record Fault
{
    /// <summary>What went wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>A sentence for the person at the client: what happened, why, what to do next. Holds no secret.</summary>
    public required string Message { get; init; }

    /// <summary>The HTTP status that the upstream sent, where it sent one.</summary>
    public int? UpstreamStatus { get; init; }

    /// <summary>The provider's own machine-readable type or status, such as <c>overloaded_error</c> or <c>RESOURCE_EXHAUSTED</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The provider's own code or reason, such as <c>context_length_exceeded</c> or <c>API_KEY_INVALID</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The request field at fault, where one is known.</summary>
    public string? Param { get; init; }

    /// <summary>How long to wait before the next try, where known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when a retry can not help until a person acts; written as <c>x-should-retry: false</c>.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>The page where a person must verify the account, where the provider names one.</summary>
    public string? Link { get; init; }

    /// <summary>The quota or limit that was hit, as the provider names it.</summary>
    public string? Limit { get; init; }
}
