using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>Everything a writer dropped or approximated, stored with the request.</summary>
/// <param name="Items">In the order in which it happened.</param>
public sealed record LossReport(ImmutableArray<Loss> Items)
{
    /// <summary>Nothing was lost.</summary>
    public static LossReport None { get; } = new(ImmutableArray<Loss>.Empty);

    /// <summary>True where nothing was lost.</summary>
    public bool IsEmpty => Items.IsDefaultOrEmpty;
}
