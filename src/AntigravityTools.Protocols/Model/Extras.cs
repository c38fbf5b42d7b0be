using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>Fields that the model has no word for, kept with the protocol they came from and written back only to the same one.</summary>
/// <param name="Protocol">Whose fields these are.</param>
/// <param name="Fields">Name and raw value, in the order of the wire.</param>
public sealed record Extras(Protocol Protocol, ImmutableArray<KeyValuePair<string, RawJson>> Fields);
