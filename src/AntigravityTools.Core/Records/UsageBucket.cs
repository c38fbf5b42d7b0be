namespace AntigravityTools.Core.Records;

/// <summary>Sums of one group in one span of time.</summary>
/// <param name="Start">The span's start, UTC.</param>
/// <param name="Group">The resolved model, the account by its name at the time, the key or the protocol; empty where the rows name none.</param>
/// <param name="Sums">The sums.</param>
public sealed record UsageBucket(DateTimeOffset Start, string Group, UsageSummary Sums);
