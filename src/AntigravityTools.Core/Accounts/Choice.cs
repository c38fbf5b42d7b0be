namespace AntigravityTools.Core.Accounts;

/// <summary>The account that a selection comes to.</summary>
/// <param name="Entry">The account.</param>
/// <param name="Reason">Why it, in one sentence.</param>
/// <param name="Sticky">True where the conversation was bound to it.</param>
/// <param name="Probe">True where the request tests whether it came back.</param>
internal readonly record struct Choice(AccountEntry Entry, string Reason, bool Sticky = false, bool Probe = false);
