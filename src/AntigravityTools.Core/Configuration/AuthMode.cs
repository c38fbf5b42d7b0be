namespace AntigravityTools.Core.Configuration;

/// <summary>Which proxy routes need a client key.</summary>
public enum AuthMode
{
    /// <summary><c>off</c>: none; only on loopback.</summary>
    Off,

    /// <summary><c>strict</c>: every route, health and probes included.</summary>
    Strict,

    /// <summary><c>all_except_health</c>: every route but <c>/healthz</c> and <c>/readyz</c>.</summary>
    AllExceptHealth,

    /// <summary><c>auto</c>: <c>all_except_health</c> with the LAN open, else <c>off</c>.</summary>
    Auto,
}
