namespace AntigravityTools.Core.Management;

/// <summary>How far a sign-in is.</summary>
public enum OAuthState
{
    /// <summary>The person has not come back yet.</summary>
    Pending,

    /// <summary>The account is there.</summary>
    Completed,

    /// <summary>Denied, cancelled, timed out or refused.</summary>
    Failed,
}
