using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Why the pool gave no account.</summary>
public sealed record LeaseRefusal
{
    /// <summary>When the first candidate is back; null where only a person can bring one back.</summary>
    public DateTimeOffset? EarliestRetry { get; init; }

    /// <summary>True where a candidate is only at its limit and waiting helps.</summary>
    public bool Busy { get; init; }

    /// <summary>True where every candidate was already tried for this request.</summary>
    public bool AllTried { get; init; }

    /// <summary>Accounts passed over, by reason.</summary>
    public required ImmutableArray<PassedOver> PassedOver { get; init; }

    /// <summary>What would bring one back, as the first blocked account states it.</summary>
    public string? Action { get; init; }
}
