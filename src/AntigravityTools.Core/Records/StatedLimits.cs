using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>The limits that a user can state for an account, beside those that its provider tells.</summary>
public static class StatedLimits
{
    /// <summary>Their names: requests and tokens (prompt and answer) per minute and per UTC day.</summary>
    public static ImmutableArray<string> Names { get; } = ["requests_per_minute", "requests_per_day", "tokens_per_minute", "tokens_per_day"];
}
