using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>An account under examination.</summary>
/// <param name="Account">As it was set up.</param>
/// <param name="Status">Its state now.</param>
internal sealed record AccountCase(Account Account, AccountStatus Status)
{
    /// <summary>True where it takes requests.</summary>
    public bool Usable => Status.State is AccountState.Ready or AccountState.Busy;

    /// <inheritdoc/>
    public override string ToString() => Account.Id;
}
