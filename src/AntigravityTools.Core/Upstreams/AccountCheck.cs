using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Upstreams;

/// <summary>What free calls told about an account, and where asked for one tiny real request.</summary>
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

    /// <summary>Their token limits, where the provider states them.</summary>
    public ImmutableDictionary<string, ModelLimits> Limits { get; init; } = ImmutableDictionary<string, ModelLimits>.Empty;

    /// <summary>What the answers told of quotas.</summary>
    public ImmutableArray<QuotaReading> Quota { get; init; } = [];

    /// <summary>The model that answered a real request; null where none was sent.</summary>
    public string? Model { get; init; }
}
