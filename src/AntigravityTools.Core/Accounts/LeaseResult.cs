using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>A lease, or why there is none.</summary>
public readonly struct LeaseResult
{
    /// <summary>The lease; null where refused.</summary>
    public AccountLease? Lease { get; init; }

    /// <summary>The refusal; null where leased.</summary>
    public LeaseRefusal? Refusal { get; init; }

    /// <summary>Accounts passed over on the way, by reason.</summary>
    public ImmutableArray<PassedOver> PassedOver { get; init; }

    /// <summary>True where the conversation's own account may still come free in time.</summary>
    internal bool MayWaitForBound { get; init; }
}
