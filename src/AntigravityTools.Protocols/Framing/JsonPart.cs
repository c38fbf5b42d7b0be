namespace AntigravityTools.Protocols.Framing;

/// <summary>An element of a JSON array, or a member of an object with its name, as a range of the text that holds it.</summary>
/// <param name="Start">First byte: of the element, or of the member's name.</param>
/// <param name="Value">First byte of the value; the same as <paramref name="Start"/> for an element.</param>
/// <param name="End">The byte behind the value.</param>
/// <param name="Name">The member's name; empty for an element.</param>
internal readonly record struct JsonPart(int Start, int Value, int End, string Name)
{
    internal ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json[Value..End];
}
