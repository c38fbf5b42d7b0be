namespace AntigravityTools.Core.Records;

/// <summary>What happens to one settings file.</summary>
public sealed record ClientFileChange
{
    /// <summary>The whole path.</summary>
    public required string Path { get; init; }

    /// <summary><c>create</c>, <c>change</c>, <c>delete</c> or <c>none</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The difference as a unified diff, secrets masked; empty for <c>none</c>.</summary>
    public required string Diff { get; init; }
}
