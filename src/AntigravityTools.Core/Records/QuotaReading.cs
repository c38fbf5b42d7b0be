namespace AntigravityTools.Core.Records;

/// <summary>One quota or limit as the provider stated it. Unknown parts are null, never full.</summary>
public sealed record QuotaReading
{
    /// <summary>The limit's name, such as <c>requests</c> or <c>input_tokens</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The upstream model that it is for; null where it holds for the whole account.</summary>
    public string? Model { get; init; }

    /// <summary>The size of the limit.</summary>
    public double? Limit { get; init; }

    /// <summary>What is left.</summary>
    public double? Remaining { get; init; }

    /// <summary>What is left as a share of the limit, 0 to 1.</summary>
    public double? Fraction => Limit is > 0 && Remaining is { } left ? Math.Clamp(left / Limit.Value, 0, 1) : null;

    /// <summary>When it is full again.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Where this was read: a header's or an error detail's name.</summary>
    public required string Source { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset ObservedAt { get; init; }
}
