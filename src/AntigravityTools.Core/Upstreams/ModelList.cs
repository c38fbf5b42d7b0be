using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Upstreams;

/// <summary>A provider's model list, or one page of it.</summary>
internal sealed record ModelList
{
    /// <summary>The ids in the provider's order, without a collection's name before them.</summary>
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>The token limits that it states.</summary>
    public ImmutableDictionary<string, ModelLimits> Limits { get; init; } = ImmutableDictionary<string, ModelLimits>.Empty;

    /// <summary>The token of the next page; null at the end.</summary>
    public string? NextPage { get; init; }

    /// <summary>This page and one that follows it.</summary>
    public ModelList With(ModelList next) => new()
    {
        Models = [.. Models.Concat(next.Models).Distinct(StringComparer.Ordinal)],
        Limits = Limits.SetItems(next.Limits),
        NextPage = next.NextPage,
    };
}
