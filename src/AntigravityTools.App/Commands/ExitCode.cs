namespace AntigravityTools.App.Commands;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>It failed, and standard error says why in one sentence.</summary>
    public const int Failed = 1;
}
