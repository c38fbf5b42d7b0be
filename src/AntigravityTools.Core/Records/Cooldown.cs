namespace AntigravityTools.Core.Records;

/// <summary>A time during which an account, or one of its models, is not used. Absolute, so that it survives a restart.</summary>
public sealed record Cooldown
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The upstream model; null means the whole account.</summary>
    public string? Model { get; init; }

    /// <summary>The state shown while it lasts.</summary>
    public required AccountState State { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ends; null means that a person must act.</summary>
    public DateTimeOffset? Until { get; init; }
}
