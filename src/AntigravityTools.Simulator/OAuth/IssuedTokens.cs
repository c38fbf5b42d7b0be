namespace AntigravityTools.Simulator.OAuth;

/// <summary>The tokens of one answer of the token endpoint.</summary>
internal sealed record IssuedTokens(string AccessToken, string? RefreshToken, TimeSpan Lifetime);
