using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>A named client key with its limits. The secret itself is not kept, only its hash.</summary>
public sealed record ClientKey
{
    /// <summary>The gateway's id, <c>key_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The user's name for it; unique, and recorded with each request.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The secret's ends, such as <c>sk-…abcd</c>.</summary>
    public required string Hint { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>False while it is switched off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it stops working; null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Model names it may ask for, <c>*</c> matches anything; empty means all.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Most requests in any 60 seconds; null is unlimited.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Most tokens in any 60 seconds, input and output together; null is unlimited.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Most tokens in a UTC day; null is unlimited.</summary>
    public long? DailyTokens { get; init; }

    /// <summary>Most US dollars in a UTC day, by the price list; null is unlimited.</summary>
    public decimal? DailyCostUsd { get; init; }

    /// <summary>Most requests at a time; null is unlimited.</summary>
    public int? MaxConcurrency { get; init; }
}
