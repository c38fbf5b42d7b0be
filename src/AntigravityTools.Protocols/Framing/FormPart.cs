namespace AntigravityTools.Protocols.Framing;

/// <summary>One part of a <c>multipart/form-data</c> body (RFC 7578).</summary>
/// <param name="Name">The field's name; empty where the part names none.</param>
/// <param name="FileName">The file's name; null for a plain field.</param>
/// <param name="ContentType">The part's own media type, where it states one.</param>
/// <param name="Value">Where the value stands in the body.</param>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, Range Value);
