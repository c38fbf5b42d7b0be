namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>recording</c>: what is kept of requests, and how long.</summary>
public sealed record RecordingConfig
{
    /// <summary><c>retention_days</c>: age of the oldest request row, 1 to 3650 days. Default 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary><c>max_rows</c>: most request rows, 1,000 to 100,000,000. Default 5,000,000.</summary>
    public long MaxRows { get; init; } = 5_000_000;

    /// <summary><c>max_bytes</c>: most bytes of the database, 16 MiB to 1 TiB. Default 2 GiB.</summary>
    public long MaxBytes { get; init; } = 2L << 30;
}
