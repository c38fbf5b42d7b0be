namespace AntigravityTools.Core.Records;

/// <summary>The lines that connect a program which has no settings file of its own: an SDK, a chat app.</summary>
public sealed record ClientSnippet
{
    /// <summary>The name on the command line and in addresses.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people know.</summary>
    public required string Title { get; init; }

    /// <summary>Where the lines go, in one sentence.</summary>
    public required string Where { get; init; }

    /// <summary>The lines.</summary>
    public required string Text { get; init; }
}
