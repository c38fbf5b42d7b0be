namespace AntigravityTools.Protocols.Model;

/// <summary>What came of writing a request for an upstream.</summary>
public sealed record WriteResult
{
    /// <summary>Why it can not be said in this protocol (protocols.md §2.10); the output is then not to be used.</summary>
    public Fault? Fault { get; init; }

    /// <summary>What was dropped or approximated.</summary>
    public LossReport Loss { get; init; } = LossReport.None;

    /// <summary>How the tools were renamed or emulated; undone in the answer.</summary>
    public ToolNameMap ToolNames { get; init; } = ToolNameMap.Identity;
}
