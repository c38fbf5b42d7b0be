using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Candidates by what it takes to serve the client with them.</summary>
/// <param name="Native">Accounts that speak the client's protocol: the bytes pass.</param>
/// <param name="Translated">Accounts that a translation reaches; tried after the native ones.</param>
/// <param name="LeftOut">Accounts that can not serve the call at all.</param>
internal sealed record SortedCandidates(ImmutableArray<string> Native, ImmutableArray<string> Translated, ImmutableArray<PassedOver> LeftOut);
