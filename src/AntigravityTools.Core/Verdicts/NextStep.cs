namespace AntigravityTools.Core.Verdicts;

/// <summary>What the attempt loop does after a verdict.</summary>
public enum NextStep
{
    /// <summary>Try another account.</summary>
    NextAccount,

    /// <summary>Give the upstream's answer to the client.</summary>
    Return,
}
