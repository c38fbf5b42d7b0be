using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>The state of an account with everything a person needs to act on it.</summary>
public sealed record AccountStatus
{
    /// <summary>The account's own state.</summary>
    public required AccountState State { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Until when, where an end is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What to do next, in one sentence.</summary>
    public string? Action { get; init; }

    /// <summary>Models whose state differs from the account's.</summary>
    public ImmutableArray<ModelStatus> Models { get; init; } = [];
}
