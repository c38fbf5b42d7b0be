namespace AntigravityTools.Core.Records;

/// <summary>Who asks, as far as the presented client key tells.</summary>
/// <param name="KeyName">The name of the key; null where none was presented or needed.</param>
/// <param name="IsAuthenticated">True where a valid key was presented.</param>
public readonly record struct ClientIdentity(string? KeyName, bool IsAuthenticated)
{
    /// <summary>Nobody in particular.</summary>
    public static ClientIdentity Anonymous { get; }
}
