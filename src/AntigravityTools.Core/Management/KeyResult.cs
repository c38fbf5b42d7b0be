using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What came of a change to a client key: the key, or everything wrong with the input; both empty where there is no such key.</summary>
/// <param name="Key">The key after the change.</param>
/// <param name="Errors">What is wrong.</param>
public sealed record KeyResult(KeyView? Key, ImmutableArray<FieldError> Errors);
