using System.Collections.Immutable;

namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>console</c>: the pages and the management API.</summary>
public sealed record ConsoleConfig
{
    /// <summary><c>port</c>: TCP port, 0 (any free) to 65535. Default 8046.</summary>
    public int Port { get; init; } = 8046;

    /// <summary><c>allow_lan_access</c>: listen on all addresses, for containers; needs an admin password. Default false.</summary>
    public bool AllowLanAccess { get; init; }

    /// <summary><c>admin_password_hash</c>: set with <c>antigravity-tools config set console.admin_password</c>; null where none is set.</summary>
    public string? AdminPasswordHash { get; init; }

    /// <summary><c>allowed_hosts</c>: further names by which the console may be addressed.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];
}
