namespace AntigravityTools.Core.Management;

/// <summary>Whether the program starts with the user's login.</summary>
public sealed record AutostartView
{
    /// <summary>False where this system, or this way of running, has no such thing.</summary>
    public bool Supported { get; init; } = true;

    /// <summary>True where it starts with the login.</summary>
    public bool Enabled { get; init; }

    /// <summary>The file or registry key that says so.</summary>
    public string? Place { get; init; }

    /// <summary>What is odd about it, or why it is not supported.</summary>
    public string? Reason { get; init; }
}
