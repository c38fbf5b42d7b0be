using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>An account as the user set it up, with its running state. A changed account gets a new entry around the same state.</summary>
/// <param name="Account">The account.</param>
/// <param name="Runtime">What changes while it runs.</param>
public sealed record AccountEntry(Account Account, AccountRuntime Runtime);
