namespace AntigravityTools.Protocols.Translation;

/// <summary>True where an opaque value belongs to somebody else than the account that a request goes to.</summary>
/// <param name="value">The value's characters as they stand in the JSON string, without its quotes.</param>
public delegate bool OpaqueFilter(ReadOnlySpan<byte> value);
