namespace AntigravityTools.Core.Records;

/// <summary>The state of one model of one account.</summary>
/// <param name="Model">The upstream model.</param>
/// <param name="State">Its state.</param>
/// <param name="Until">Until when, where an end is known.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ModelStatus(string Model, AccountState State, DateTimeOffset? Until, string? Reason = null);
