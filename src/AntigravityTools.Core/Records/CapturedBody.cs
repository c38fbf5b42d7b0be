namespace AntigravityTools.Core.Records;

/// <summary>A body as it is kept: text with its secrets taken out.</summary>
/// <param name="Text">The text; empty where the body was none.</param>
/// <param name="Bytes">Its size on the wire in bytes.</param>
/// <param name="IsCut">True where only its beginning is kept.</param>
/// <param name="IsBinary">True where it was no text; then it is not kept.</param>
/// <param name="IsRedacted">True where a secret was taken out.</param>
public sealed record CapturedBody(string Text, long Bytes, bool IsCut, bool IsBinary, bool IsRedacted);
