using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>Accounts that were not taken for the same reason.</summary>
/// <param name="Reason">
/// A state name; <c>tried</c> by this request before; <c>not_chosen</c> or <c>lower_priority</c> among the usable; <c>half_open</c> and left
/// to another request; <c>model_not_offered</c>, <c>rule</c> or <c>protocol</c> where it was no candidate.
/// </param>
/// <param name="Count">How many.</param>
/// <param name="Accounts">The names of the first twenty.</param>
public sealed record PassedOver(string Reason, int Count, ImmutableArray<string> Accounts);
