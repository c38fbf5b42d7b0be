using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>One page of requests.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Pass it as <see cref="RequestQuery.Before"/> for the next page; null at the end.</param>
public sealed record RequestPage(ImmutableArray<RequestRecord> Items, string? Next);
