namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>telemetry</c>: both off by default.</summary>
public sealed record TelemetryConfig
{
    /// <summary><c>otlp_endpoint</c>: where traces and metrics go; null is off.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary><c>prometheus</c>: serve <c>/metrics</c> on the console listener.</summary>
    public bool Prometheus { get; init; }
}
