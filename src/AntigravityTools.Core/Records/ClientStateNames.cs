namespace AntigravityTools.Core.Records;

/// <summary>The names of clients' states in the management API.</summary>
public static class ClientStateNames
{
    /// <summary>The snake_case name of a state.</summary>
    public static string ToName(this ClientState state) => state switch
    {
        ClientState.NotConnected => "not_connected",
        ClientState.Connected => "connected",
        ClientState.Outdated => "outdated",
        ClientState.Elsewhere => "elsewhere",
        ClientState.Unreadable => "unreadable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
