namespace AntigravityTools.Core.Management;

/// <summary>A sign-in as people and scripts see it. Holds no secret.</summary>
public sealed record OAuthSessionView
{
    /// <summary>Its id, <c>oas_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The address to open in a browser.</summary>
    public required string AuthorizationUrl { get; init; }

    /// <summary>Where the browser comes back to.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>How far it is.</summary>
    public required OAuthState State { get; init; }

    /// <summary>The account, once there is one; from the start where one signs in again.</summary>
    public string? AccountId { get; init; }

    /// <summary>Why it failed, in one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>Until when the person may take.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
