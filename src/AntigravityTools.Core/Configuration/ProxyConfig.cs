using System.Collections.Immutable;

namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>proxy</c>: the listener that clients talk to.</summary>
public sealed record ProxyConfig
{
    /// <summary><c>auto_start</c>: <c>desktop</c> starts the proxy by itself. Default false; <c>serve</c> always starts it.</summary>
    public bool AutoStart { get; init; }

    /// <summary><c>port</c>: TCP port, 0 (any free) to 65535. Default 8045.</summary>
    public int Port { get; init; } = 8045;

    /// <summary><c>allow_lan_access</c>: listen on all addresses instead of loopback. Default false; refused with <c>auth_mode</c> <c>off</c>.</summary>
    public bool AllowLanAccess { get; init; }

    /// <summary><c>auth_mode</c>: which routes need a client key. Default <c>off</c>.</summary>
    public AuthMode AuthMode { get; init; } = AuthMode.Off;

    /// <summary><c>api_key</c>: the client key, <c>sk-…</c>, at least 16 characters; generated at first start.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary><c>request_timeout_seconds</c>: to the first byte of an upstream's answer, 1 s to 1 h. Default 120 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary><c>idle_timeout_seconds</c>: between two pieces of an answer, 1 s to 1 h. Default 120 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary><c>max_body_bytes</c>: largest request body in bytes, 1 KiB to 2 GiB. Default 100 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 100L << 20;

    /// <summary><c>drain_seconds</c>: how long running requests may finish when the proxy stops, 0 to 600 s. Default 10 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>websocket</c>: whether <c>GET /v1/responses</c> may become a WebSocket. Default true.</summary>
    public bool WebSocket { get; init; } = true;

    /// <summary><c>egress_proxy</c>: http, https or socks5 address for outbound calls; null means the system's setting.</summary>
    public string? EgressProxy { get; init; }

    /// <summary><c>allowed_origins</c>: web origins that may call without a key: exact, a scheme such as <c>app://</c>, or <c>http://localhost:*</c>.</summary>
    public ImmutableArray<string> AllowedOrigins { get; init; } = [];

    /// <summary><c>allowed_hosts</c>: further names by which the proxy may be addressed.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary><c>trusted_proxies</c>: addresses whose <c>X-Forwarded-For</c> is believed.</summary>
    public ImmutableArray<string> TrustedProxies { get; init; } = [];
}
