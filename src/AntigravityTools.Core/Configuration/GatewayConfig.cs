namespace AntigravityTools.Core.Configuration;

/// <summary>The whole of <c>config.json</c> as one immutable snapshot; a change is a new snapshot.</summary>
public sealed record GatewayConfig
{
    /// <summary>Every default.</summary>
    public static GatewayConfig Default { get; } = new();

    /// <summary>The listener that clients talk to.</summary>
    public ProxyConfig Proxy { get; init; } = new();

    /// <summary>The pages and the management API.</summary>
    public ConsoleConfig Console { get; init; } = new();

    /// <summary>How accounts are picked.</summary>
    public SchedulingConfig Scheduling { get; init; } = new();

    /// <summary>Model rules.</summary>
    public RoutingConfig Routing { get; init; } = new();

    /// <summary>What is kept, and how long.</summary>
    public RecordingConfig Recording { get; init; } = new();

    /// <summary>Telemetry switches.</summary>
    public TelemetryConfig Telemetry { get; init; } = new();

    /// <summary>The pages' look.</summary>
    public UiConfig Ui { get; init; } = new();
}
