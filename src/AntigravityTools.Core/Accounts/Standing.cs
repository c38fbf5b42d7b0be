using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What an account is fit for now, for one model.</summary>
/// <param name="State">Its state.</param>
/// <param name="ProbeDue">True where it is blocked but one real request may test whether it came back.</param>
/// <param name="Cause">The cooldown that blocks it; null where none does.</param>
internal readonly record struct Standing(AccountState State, bool ProbeDue, Cooldown? Cause)
{
    /// <summary>True where any request may go there.</summary>
    public bool IsReady => State == AccountState.Ready;
}
