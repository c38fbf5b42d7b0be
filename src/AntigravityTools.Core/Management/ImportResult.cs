using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What became of an import.</summary>
public sealed record ImportResult
{
    /// <summary>Accounts that are new.</summary>
    public int Added { get; init; }

    /// <summary>Accounts that were there already.</summary>
    public int Updated { get; init; }

    /// <summary>Why entries were refused, by their place in the list.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];
}
