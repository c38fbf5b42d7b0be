using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>An account as the user set it up, with its running state. A changed account gets a new entry around the same state.</summary>
/// <param name="account">The account.</param>
/// <param name="runtime">What changes while it runs.</param>
public sealed class AccountEntry(Account account, AccountRuntime runtime)
{
    private volatile Account _account = account;

    /// <summary>The account.</summary>
    public Account Account => _account;

    /// <summary>What changes while it runs.</summary>
    public AccountRuntime Runtime { get; } = runtime;

    /// <summary>Takes over a refreshed credential; nothing that accounts are chosen by changes with it. By the holder of the pool's store turn only.</summary>
    internal void Take(Credential credential) => _account = _account with { Credential = credential };

    /// <summary>The ready sets it belongs to, with its place among their members; guarded by the pool's writer section.</summary>
    internal List<(ReadySet Set, int Member)> Memberships { get; } = [];

    /// <summary>The last set that it was the only member of; guarded by the pool's writer section.</summary>
    internal ReadySet? Alone { get; set; }

    /// <summary>When its standing is looked at again; guarded by the pool's writer section.</summary>
    internal DateTimeOffset? ScheduledAt { get; set; }
}
