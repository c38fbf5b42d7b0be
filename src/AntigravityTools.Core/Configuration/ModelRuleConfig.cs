using System.Collections.Immutable;

namespace AntigravityTools.Core.Configuration;

/// <summary>One model rule as the user writes it (product.md §5).</summary>
public sealed record ModelRuleConfig
{
    /// <summary><c>match</c>: a model name, or a glob with <c>*</c>; case-insensitive; the most literal characters win.</summary>
    public required string Match { get; init; }

    /// <summary><c>model</c>: the upstream model; null keeps the name.</summary>
    public string? Model { get; init; }

    /// <summary><c>provider</c>: only accounts of this provider.</summary>
    public string? Provider { get; init; }

    /// <summary><c>accounts</c>: only these, by id or name.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary><c>fallbacks</c>: other models, in order, when no account can serve the first.</summary>
    public ImmutableArray<string> Fallbacks { get; init; } = [];

    /// <summary><c>effort</c>: reasoning effort to set; null keeps the client's.</summary>
    public string? Effort { get; init; }

    /// <summary><c>thinking_budget</c>: thinking tokens to set; null keeps the client's.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary><c>background</c>: the rule is for small requests that clients send on the side (titles, summaries): no tools, a short answer. Default false.</summary>
    public bool Background { get; init; }
}
