using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What the attempt loop asks the pool for.</summary>
public sealed record LeaseRequest
{
    /// <summary>The accounts that could serve the request, by id. The same list for the same model lets the pool find it again.</summary>
    public required ImmutableArray<string> Candidates { get; init; }

    /// <summary>The upstream model; null where the operation has none.</summary>
    public string? Model { get; init; }

    /// <summary>The conversation, where one is known; keeps it on its account.</summary>
    public ConversationId? Conversation { get; init; }
}
