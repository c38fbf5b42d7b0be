using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>What connecting or restoring a client does, or did.</summary>
public sealed record ClientChange
{
    /// <summary>The client's name.</summary>
    public required string Client { get; init; }

    /// <summary>True where it was done; false for a look ahead and for a refusal.</summary>
    public bool Applied { get; init; }

    /// <summary>Its files.</summary>
    public ImmutableArray<ClientFileChange> Files { get; init; } = [];

    /// <summary>What a person has to know besides.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Stands for exactly this change: what is shown is done, or nothing is.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Why it was refused, and what to do; null where it was not.</summary>
    public string? Problem { get; init; }

    /// <summary>True where restoring would lose what was changed after connecting; it is done only when forced.</summary>
    public bool LosesChanges { get; init; }
}
