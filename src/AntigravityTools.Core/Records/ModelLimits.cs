namespace AntigravityTools.Core.Records;

/// <summary>How many tokens a model takes and gives, as its provider states it.</summary>
/// <param name="InputTokens">The longest prompt; null where unknown.</param>
/// <param name="OutputTokens">The longest answer; null where unknown.</param>
public sealed record ModelLimits(int? InputTokens, int? OutputTokens);
