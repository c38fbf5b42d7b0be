using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Accounts;

/// <summary>The secret to send, or why there is none.</summary>
/// <param name="Secret">The API key or access token; null where the account has none or it could not be had.</param>
/// <param name="Fault">Why it could not be had; null where it could.</param>
public sealed record CredentialResult(string? Secret, Fault? Fault);
