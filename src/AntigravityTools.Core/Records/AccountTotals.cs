namespace AntigravityTools.Core.Records;

/// <summary>Sums over everything an account ever did.</summary>
public sealed record AccountTotals
{
    /// <summary>Nothing yet.</summary>
    public static AccountTotals None { get; } = new();

    /// <summary>Requests that it answered, or was the last to be tried for.</summary>
    public long Requests { get; init; }

    /// <summary>Those that ended in an error.</summary>
    public long Errors { get; init; }

    /// <summary>Prompt tokens, caches included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Generated tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Both together.</summary>
    public static AccountTotals operator +(AccountTotals one, AccountTotals other) => new()
    {
        Requests = one.Requests + other.Requests,
        Errors = one.Errors + other.Errors,
        InputTokens = one.InputTokens + other.InputTokens,
        OutputTokens = one.OutputTokens + other.OutputTokens,
        LastUsedAt = one.LastUsedAt > other.LastUsedAt ? one.LastUsedAt : other.LastUsedAt ?? one.LastUsedAt,
    };
}
