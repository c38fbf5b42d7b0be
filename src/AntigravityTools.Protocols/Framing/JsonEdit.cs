namespace AntigravityTools.Protocols.Framing;

/// <summary>Bytes to put in the place of a range of others; an empty range inserts.</summary>
/// <param name="Start">First byte of the range.</param>
/// <param name="Length">Bytes in the range.</param>
/// <param name="Replacement">What takes their place.</param>
public readonly record struct JsonEdit(int Start, int Length, ReadOnlyMemory<byte> Replacement);
