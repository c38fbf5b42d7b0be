namespace AntigravityTools.Core.Management;

/// <summary>What became of one account of several.</summary>
/// <param name="Id">The account.</param>
/// <param name="Error">Why it did not work; null where it did.</param>
public sealed record BulkResult(string Id, string? Error);
