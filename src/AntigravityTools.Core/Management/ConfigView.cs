using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>The settings that the pages show and change. Times in the unit their name says.</summary>
public sealed record ConfigView
{
    /// <summary><c>proxy.auto_start</c>.</summary>
    public required bool AutoStart { get; init; }

    /// <summary><c>proxy.port</c>.</summary>
    public required int Port { get; init; }

    /// <summary><c>proxy.allow_lan_access</c>.</summary>
    public required bool AllowLanAccess { get; init; }

    /// <summary><c>proxy.auth_mode</c>: off, strict, all_except_health, auto.</summary>
    public required string AuthMode { get; init; }

    /// <summary><c>proxy.api_key</c>, in clear: the console may show it.</summary>
    public required string ApiKey { get; init; }

    /// <summary><c>proxy.request_timeout_seconds</c>.</summary>
    public required double RequestTimeoutSeconds { get; init; }

    /// <summary><c>proxy.idle_timeout_seconds</c>.</summary>
    public required double IdleTimeoutSeconds { get; init; }

    /// <summary><c>proxy.max_body_bytes</c>.</summary>
    public required long MaxBodyBytes { get; init; }

    /// <summary><c>proxy.drain_seconds</c>.</summary>
    public required double DrainSeconds { get; init; }

    /// <summary><c>proxy.egress_proxy</c>.</summary>
    public string? EgressProxy { get; init; }

    /// <summary><c>proxy.allowed_origins</c>.</summary>
    public ImmutableArray<string> AllowedOrigins { get; init; } = [];

    /// <summary><c>proxy.allowed_hosts</c>.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary><c>proxy.trusted_proxies</c>.</summary>
    public ImmutableArray<string> TrustedProxies { get; init; } = [];

    /// <summary><c>console.port</c>.</summary>
    public required int ConsolePort { get; init; }

    /// <summary><c>proxy.websocket</c>.</summary>
    public bool WebSocket { get; init; }

    /// <summary><c>console.allow_lan_access</c>.</summary>
    public bool ConsoleLan { get; init; }

    /// <summary>True where an admin password is set.</summary>
    public bool HasConsolePassword { get; init; }

    /// <summary><c>console.allowed_hosts</c>.</summary>
    public ImmutableArray<string> ConsoleHosts { get; init; } = [];

    /// <summary><c>telemetry.otlp_endpoint</c>; null is off.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary><c>telemetry.prometheus</c>.</summary>
    public bool Prometheus { get; init; }

    /// <summary><c>scheduling.strategy</c>: balance, cache_first, performance_first, priority.</summary>
    public required string Strategy { get; init; }

    /// <summary><c>scheduling.max_attempts</c>; null is automatic.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary><c>scheduling.max_wait_seconds</c>.</summary>
    public required double MaxWaitSeconds { get; init; }

    /// <summary><c>scheduling.sticky_minutes</c>.</summary>
    public required double StickyMinutes { get; init; }

    /// <summary><c>scheduling.reserve_percent</c>.</summary>
    public double ReservePercent { get; init; }

    /// <summary><c>recording.retention_days</c>.</summary>
    public required double RetentionDays { get; init; }

    /// <summary><c>recording.max_rows</c>.</summary>
    public required long MaxRows { get; init; }

    /// <summary><c>recording.max_bytes</c>.</summary>
    public required long MaxBytes { get; init; }

    /// <summary><c>ui.language</c>: system, en, ko, zh.</summary>
    public required string Language { get; init; }

    /// <summary><c>ui.theme</c>: system, light, dark.</summary>
    public required string Theme { get; init; }

    /// <summary>Keys of the file that mean nothing to this version.</summary>
    public ImmutableArray<string> UnknownKeys { get; init; } = [];

    /// <summary>What is wrong with the file as it was last changed by hand.</summary>
    public ImmutableArray<string> FileErrors { get; init; } = [];
}
