namespace AntigravityTools.Simulator.OAuth;

/// <summary>What an authorisation code was given for.</summary>
internal sealed record OAuthCode(string RedirectUri, string? Challenge, string Email);
