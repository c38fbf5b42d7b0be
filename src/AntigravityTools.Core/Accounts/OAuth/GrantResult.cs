using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>What a token endpoint answered: tokens, or why there are none.</summary>
public sealed record GrantResult
{
    /// <summary>The access token; null where refused.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The refresh token, where a new one came with it.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token ends; null where not stated.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The login's e-mail address, where the answer told it.</summary>
    public string? Email { get; init; }

    /// <summary>Why there are no tokens; null where there are. Holds no secret.</summary>
    public Fault? Fault { get; init; }
}
