using System.Collections.Frozen;
using System.Collections.Immutable;
using static AntigravityTools.Core.Configuration.ConfigKeyKinds;

namespace AntigravityTools.Core.Configuration;

/// <summary>Every key of <c>config.json</c>, in the order of the file (product contract §9).</summary>
internal static class ConfigSchema
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static ImmutableArray<ConfigKey> Keys { get; } =
    [
        Bool("proxy.auto_start", "desktop starts the proxy by itself; serve always does", c => c.Proxy.AutoStart, (c, v) => c with { Proxy = c.Proxy with { AutoStart = v } }),
        Whole("proxy.port", "0 takes any free port", 0, 65535, c => c.Proxy.Port, (c, v) => c with { Proxy = c.Proxy with { Port = (int)v } }),
        Bool("proxy.allow_lan_access", "listen on all addresses; needs an auth_mode other than off", c => c.Proxy.AllowLanAccess, (c, v) => c with { Proxy = c.Proxy with { AllowLanAccess = v } }),
        Word("proxy.auth_mode", "off, strict, all_except_health, auto", ConfigWords.AuthModes, c => c.Proxy.AuthMode.ToWord(), (c, v) => c with { Proxy = c.Proxy with { AuthMode = (AuthMode)ConfigWords.AuthModes.IndexOf(v) } }),
        Text("proxy.api_key", "what clients present", c => c.Proxy.ApiKey, (c, v) => c with { Proxy = c.Proxy with { ApiKey = v! } }),
        Time("proxy.request_timeout_seconds", "to the first byte of an upstream's answer", Second, 1, 3600, c => c.Proxy.RequestTimeout, (c, v) => c with { Proxy = c.Proxy with { RequestTimeout = v } }),
        Time("proxy.idle_timeout_seconds", "between two pieces of an answer", Second, 1, 3600, c => c.Proxy.IdleTimeout, (c, v) => c with { Proxy = c.Proxy with { IdleTimeout = v } }),
        Whole("proxy.max_body_bytes", "largest request body", 1024, 2L << 30, c => c.Proxy.MaxBodyBytes, (c, v) => c with { Proxy = c.Proxy with { MaxBodyBytes = v } }),
        Time("proxy.drain_seconds", "how long running requests may finish when the proxy stops", Second, 0, 600, c => c.Proxy.Drain, (c, v) => c with { Proxy = c.Proxy with { Drain = v } }),
        Bool("proxy.websocket", "serve the Responses API over WebSocket too; off answers 426", c => c.Proxy.WebSocket, (c, v) => c with { Proxy = c.Proxy with { WebSocket = v } }),
        Text("proxy.egress_proxy", "http, https or socks5 address for outbound calls; null uses the system's", c => c.Proxy.EgressProxy, (c, v) => c with { Proxy = c.Proxy with { EgressProxy = v } }, nullable: true),
        List("proxy.allowed_origins", "web origins that may call without a key, such as http://localhost:*", c => c.Proxy.AllowedOrigins, (c, v) => c with { Proxy = c.Proxy with { AllowedOrigins = v } }),
        List("proxy.allowed_hosts", "further names by which the proxy may be addressed", c => c.Proxy.AllowedHosts, (c, v) => c with { Proxy = c.Proxy with { AllowedHosts = v } }),
        List("proxy.trusted_proxies", "addresses whose X-Forwarded-For is believed", c => c.Proxy.TrustedProxies, (c, v) => c with { Proxy = c.Proxy with { TrustedProxies = v } }),

        Whole("console.port", "0 takes any free port", 0, 65535, c => c.Console.Port, (c, v) => c with { Console = c.Console with { Port = (int)v } }),
        Bool("console.allow_lan_access", "for containers; needs an admin password", c => c.Console.AllowLanAccess, (c, v) => c with { Console = c.Console with { AllowLanAccess = v } }),
        Text(AdminPasswordHash, "set it with 'antigravity-tools config set console.admin_password'", c => c.Console.AdminPasswordHash, (c, v) => c with { Console = c.Console with { AdminPasswordHash = v } }, nullable: true, hidden: true),
        List("console.allowed_hosts", "further names by which the console may be addressed", c => c.Console.AllowedHosts, (c, v) => c with { Console = c.Console with { AllowedHosts = v } }),

        Word("scheduling.strategy", "balance, cache_first, performance_first, priority", ConfigWords.Strategies, c => c.Scheduling.Strategy.ToWord(), (c, v) => c with { Scheduling = c.Scheduling with { Strategy = (Strategy)ConfigWords.Strategies.IndexOf(v) } }),
        WholeOrNull("scheduling.max_attempts", "null: the number of usable accounts, 2 to 6", 1, 20, c => c.Scheduling.MaxAttempts, (c, v) => c with { Scheduling = c.Scheduling with { MaxAttempts = v } }),
        Time("scheduling.max_wait_seconds", "longest wait for a busy account", Second, 0, 600, c => c.Scheduling.MaxWait, (c, v) => c with { Scheduling = c.Scheduling with { MaxWait = v } }),
        Time("scheduling.sticky_minutes", "how long a conversation stays with its account", TimeSpan.FromMinutes(1), 1, 1440, c => c.Scheduling.Sticky, (c, v) => c with { Scheduling = c.Scheduling with { Sticky = v } }),
        Number("scheduling.reserve_percent", "an account is not used for a model below this share of its quota; 0 is off", 0, 100, c => c.Scheduling.ReservePercent, (c, v) => c with { Scheduling = c.Scheduling with { ReservePercent = v } }),

        new ConfigKey { Name = "routing.rules", Comment = "model rules: match, model, provider, accounts, fallbacks, effort, thinking_budget", Write = ModelRuleJson.Write, Read = ModelRuleJson.Read },

        Time("recording.retention_days", "age of the oldest request row", TimeSpan.FromDays(1), 1, 3650, c => c.Recording.Retention, (c, v) => c with { Recording = c.Recording with { Retention = v } }),
        Whole("recording.max_rows", "most request rows", 1000, 100_000_000, c => c.Recording.MaxRows, (c, v) => c with { Recording = c.Recording with { MaxRows = v } }),
        Whole("recording.max_bytes", "most bytes of the database", 16L << 20, 1L << 40, c => c.Recording.MaxBytes, (c, v) => c with { Recording = c.Recording with { MaxBytes = v } }),

        Text("telemetry.otlp_endpoint", "where traces and metrics go; null is off", c => c.Telemetry.OtlpEndpoint, (c, v) => c with { Telemetry = c.Telemetry with { OtlpEndpoint = v } }, nullable: true),
        Bool("telemetry.prometheus", "serve /metrics on the console listener", c => c.Telemetry.Prometheus, (c, v) => c with { Telemetry = c.Telemetry with { Prometheus = v } }),

        Word("ui.language", "system, en, ko, zh", ConfigWords.Languages, c => c.Ui.Language, (c, v) => c with { Ui = c.Ui with { Language = v } }),
        Word("ui.theme", "system, light, dark", ConfigWords.Themes, c => c.Ui.Theme, (c, v) => c with { Ui = c.Ui with { Theme = v } }),
    ];

    public static FrozenDictionary<string, ConfigKey> ByName { get; } = Keys.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The key that a person sets in clear and that is stored as <c>console.admin_password_hash</c>.</summary>
    public const string AdminPassword = "console.admin_password";

    /// <summary>What is stored of it.</summary>
    public const string AdminPasswordHash = "console.admin_password_hash";
}
