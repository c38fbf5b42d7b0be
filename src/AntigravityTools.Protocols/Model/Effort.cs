namespace AntigravityTools.Protocols.Model;

/// <summary>Reasoning effort, lowest first (protocols.md §2.2).</summary>
public enum Effort
{
    /// <summary>No reasoning.</summary>
    None,

    /// <summary>As little as the model can.</summary>
    Minimal,

    /// <summary>Little.</summary>
    Low,

    /// <summary>The middle.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,

    /// <summary>More than much.</summary>
    XHigh,

    /// <summary>All the model can.</summary>
    Max,
}
