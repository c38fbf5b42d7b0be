using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Records;

/// <summary>One account of one provider, as the user set it up. Changes make a new record; running state lives in the pool.</summary>
public sealed record Account
{
    /// <summary>Stable id, <c>acc_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The provider preset, such as <c>anthropic</c> or <c>openai-compatible</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The login's e-mail address, where known.</summary>
    public string? Email { get; init; }

    /// <summary>The upstream's base URL, as the vendor's own SDK takes it; a trailing <c>/v1</c> is allowed.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>What is presented upstream.</summary>
    public required Credential Credential { get; init; }

    /// <summary>The wire formats that the account serves natively.</summary>
    public required ImmutableArray<Protocol> Protocols { get; init; }

    /// <summary>False takes it out of every selection.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lower comes first under the <c>priority</c> strategy; default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Share among equals; 1 is normal, at least 0.01.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Most requests at once; null is no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The only models to use, as the user listed them; empty means all that the provider offers.</summary>
    public ImmutableArray<string> AllowedModels { get; init; } = [];

    /// <summary>The models that the provider listed at the last check; default (not empty) means never listed.</summary>
    public ImmutableArray<string> OfferedModels { get; init; }

    /// <summary>The user's own names for upstream models: alias to model.</summary>
    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The token limits of models, where the provider states them, by model.</summary>
    public ImmutableDictionary<string, ModelLimits> ModelLimits { get; init; } = ImmutableDictionary<string, ModelLimits>.Empty;

    /// <summary>Limits that the user states, per minute or per day, by name (<see cref="StatedLimits"/>).</summary>
    public ImmutableSortedDictionary<string, double> Limits { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The version of the provider's API to ask for, where it has several at one address (Azure's <c>api-version</c>).</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The cloud project, where the provider has one.</summary>
    public string? Project { get; init; }

    /// <summary>The cloud location, where the provider has one.</summary>
    public string? Location { get; init; }

    /// <summary>The user's own words about it.</summary>
    public string? Notes { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The models known for it: the allow-list where there is one, else what the provider listed.</summary>
    public ImmutableArray<string> Models =>
        !AllowedModels.IsDefaultOrEmpty ? AllowedModels : OfferedModels.IsDefault ? [] : OfferedModels;

    /// <summary>False while nobody knows which models it has; it may then be asked for any.</summary>
    public bool ModelsKnown => !AllowedModels.IsDefaultOrEmpty || !OfferedModels.IsDefault;
}
