using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>A model rule as pages show and edit it (product contract §5).</summary>
public sealed record ModelRuleView
{
    /// <summary>A model name, or a glob with <c>*</c>.</summary>
    public string Match { get; init; } = "";

    /// <summary>The upstream model; null keeps the name.</summary>
    public string? Model { get; init; }

    /// <summary>Only accounts of this provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Only these accounts, by id or name.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary>Other models, in order, when no account can serve the first.</summary>
    public ImmutableArray<string> Fallbacks { get; init; } = [];

    /// <summary>Reasoning effort to set.</summary>
    public string? Effort { get; init; }

    /// <summary>Thinking tokens to set.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>True where the rule is for small requests that clients send on the side.</summary>
    public bool Background { get; init; }
}
