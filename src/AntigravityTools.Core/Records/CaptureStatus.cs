namespace AntigravityTools.Core.Records;

/// <summary>Whether bodies are captured, and what there is of them.</summary>
public sealed record CaptureStatus
{
    /// <summary>True while bodies are captured.</summary>
    public required bool IsOn { get; init; }

    /// <summary>When it ends by itself; null while it is off.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The most that this session may take, in bytes; null while it is off.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>What this session has taken, in bytes.</summary>
    public long UsedBytes { get; init; }

    /// <summary>Requests that were not captured since the start because the queue was full.</summary>
    public long Dropped { get; init; }

    /// <summary>Requests whose bodies are kept.</summary>
    public long Kept { get; init; }

    /// <summary>What they take, in bytes.</summary>
    public long KeptBytes { get; init; }
}
