using System.Collections.Immutable;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Upstreams;

/// <summary>What one free call told about an account.</summary>
public sealed record AccountCheck
{
    /// <summary>True where the provider accepted the credential.</summary>
    public required bool Ok { get; init; }

    /// <summary>What it means, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What the failure means for the account; null where <see cref="Ok"/>.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>The provider's HTTP status, where one came.</summary>
    public int? Status { get; init; }

    /// <summary>Time from sending to the whole answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The models that the provider listed; default where it has no list.</summary>
    public ImmutableArray<string> Models { get; init; }
}
