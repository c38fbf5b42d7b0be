namespace AntigravityTools.Core.Verdicts;

/// <summary>What the attempt loop does after a verdict.</summary>
public enum NextStep
{
    /// <summary>Try another account.</summary>
    NextAccount,

    /// <summary>Refresh the credential once and try the same account again.</summary>
    RefreshCredential,

    /// <summary>Strip opaque state that the account can not verify and try it again, once.</summary>
    StripState,

    /// <summary>Give the upstream's answer to the client.</summary>
    Return,
}
