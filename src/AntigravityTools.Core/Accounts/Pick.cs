using AntigravityTools.Core.Accounts.Strategies;

namespace AntigravityTools.Core.Accounts;

/// <summary>One selection: the request, the accounts at that moment, and how to choose among them.</summary>
internal readonly struct Pick
{
    public required ReadySet Set { get; init; }

    public required PoolSnapshot Snapshot { get; init; }

    public required LeaseRequest Request { get; init; }

    public required IReadOnlySet<string> Tried { get; init; }

    public required ISelectionStrategy Strategy { get; init; }

    /// <summary>The account that everything goes to while it is healthy; null where none is pinned.</summary>
    public string? Pinned { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when the conversation's own account is waited for.</summary>
    public DateTimeOffset WaitsUntil { get; init; }

    /// <summary>False where the wait for the conversation's own account is over.</summary>
    public bool KeepsBound { get; init; }
}
