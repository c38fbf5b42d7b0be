namespace AntigravityTools.Core.Records;

/// <summary>The names of states in the management API and in stored rows.</summary>
public static class AccountStateNames
{
    /// <summary>The snake_case name of a state.</summary>
    public static string ToName(this AccountState state) => state switch
    {
        AccountState.Ready => "ready",
        AccountState.Busy => "busy",
        AccountState.CoolingDown => "cooling_down",
        AccountState.OutOfQuota => "out_of_quota",
        AccountState.CircuitOpen => "circuit_open",
        AccountState.NeedsReauth => "needs_reauth",
        AccountState.NoAccess => "no_access",
        AccountState.ValidationRequired => "validation_required",
        AccountState.Locked => "locked",
        AccountState.Offline => "offline",
        AccountState.Disabled => "disabled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    /// <summary>The state of a name, or null where the name is none.</summary>
    public static AccountState? Parse(string name)
    {
        foreach (var state in Enum.GetValues<AccountState>())
        {
            if (state.ToName() == name)
            {
                return state;
            }
        }

        return null;
    }
}
