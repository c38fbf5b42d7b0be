namespace AntigravityTools.Core.Records;

/// <summary>One header of a captured request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, redacted.</param>
public sealed record CapturedHeader(string Name, string Value);
