using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>Accounts that were not taken for the same reason.</summary>
/// <param name="Reason">A state name, <c>tried</c>, <c>model_not_offered</c> or <c>protocol</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Accounts">The names of the first twenty.</param>
public sealed record PassedOver(string Reason, int Count, ImmutableArray<string> Accounts);
