using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>An account as the console, the management API and the command line show it. Holds no secret.</summary>
public sealed record AccountView
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The provider preset.</summary>
    public required string Provider { get; init; }

    /// <summary>The user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The login's e-mail address, where known.</summary>
    public string? Email { get; init; }

    /// <summary>The upstream's base URL.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>False takes it out of every selection.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Lower comes first under the <c>priority</c> strategy.</summary>
    public required int Priority { get; init; }

    /// <summary>Share among equals.</summary>
    public required double Weight { get; init; }

    /// <summary>Most requests at once; null is no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Names of the protocols it serves natively.</summary>
    public required ImmutableArray<string> Protocols { get; init; }

    /// <summary>The models known for it.</summary>
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>True where <see cref="Models"/> is the user's own list.</summary>
    public bool ModelsLimited { get; init; }

    /// <summary>The user's own names for its models: alias to model.</summary>
    public required ImmutableDictionary<string, string> Aliases { get; init; }

    /// <summary>The cloud project, where the provider has one.</summary>
    public string? Project { get; init; }

    /// <summary>The cloud location, where the provider has one.</summary>
    public string? Location { get; init; }

    /// <summary>The version of the provider's API, where it was named.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The limits that the user states, by name.</summary>
    public ImmutableSortedDictionary<string, double> Limits { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The token limits of its models, where the provider states them.</summary>
    public ImmutableDictionary<string, ModelLimits> ModelLimits { get; init; } = ImmutableDictionary<string, ModelLimits>.Empty;

    /// <summary>The user's own words about it.</summary>
    public string? Notes { get; init; }

    /// <summary>Its state with reason, time and next action.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>What is known of its quotas.</summary>
    public required ImmutableArray<QuotaReading> Quota { get; init; }

    /// <summary>True where everything goes to it while it is healthy.</summary>
    public bool Pinned { get; init; }

    /// <summary>Requests running on it now.</summary>
    public required int InFlight { get; init; }

    /// <summary>Sums over all time.</summary>
    public required AccountTotals Totals { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The credential's kind, or its first and last characters.</summary>
    public required string Credential { get; init; }
}
