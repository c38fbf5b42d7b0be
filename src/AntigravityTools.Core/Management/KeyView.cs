using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>A client key as shown.</summary>
/// <param name="Key">The key; its hash stays inside.</param>
/// <param name="TokensToday">Tokens used this UTC day.</param>
/// <param name="CostTodayUsd">US dollars spent this UTC day, by the price list.</param>
/// <param name="Running">Requests running now.</param>
/// <param name="Secret">The secret, once: in the answer to its making.</param>
public sealed record KeyView(ClientKey Key, long TokensToday, decimal CostTodayUsd, int Running, string? Secret = null);
