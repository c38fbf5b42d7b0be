using System.Collections.Immutable;

namespace AntigravityTools.Core.Accounts;

/// <summary>What the attempt loop asks the pool for.</summary>
public sealed record LeaseRequest
{
    /// <summary>The accounts that could serve the request, by id.</summary>
    public required ImmutableArray<string> Candidates { get; init; }

    /// <summary>The upstream model; null where the operation has none.</summary>
    public string? Model { get; init; }

    /// <summary>The conversation, where one is known; keeps it on its account.</summary>
    public string? Conversation { get; init; }
}
