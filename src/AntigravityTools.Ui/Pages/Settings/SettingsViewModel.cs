using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Components;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>The settings that are not of one page alone, as they are edited.</summary>
public sealed class SettingsViewModel(ConfigCommands config)
{
    private const double MiB = 1 << 20;

    /// <summary>What the last change was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    /// <summary>What is in force.</summary>
    public ConfigView Config => config.Current;

    /// <summary>Age of the oldest request row.</summary>
    public double RetentionDays { get; set; }

    /// <summary>Most request rows.</summary>
    public long MaxRows { get; set; }

    /// <summary>Largest size of the database.</summary>
    public double MaxMiB { get; set; }

    /// <summary>The outbound proxy; empty is the system's.</summary>
    public string? EgressProxy { get; set; }

    /// <summary>Web origins that may call without a key, one a line.</summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>Further host names, one a line.</summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Addresses whose X-Forwarded-For is believed, one a line.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Whether the Responses API is served over WebSocket.</summary>
    public bool WebSocket { get; set; }

    /// <summary>The console's port.</summary>
    public int ConsolePort { get; set; }

    /// <summary>Whether the console listens on all addresses.</summary>
    public bool ConsoleLan { get; set; }

    /// <summary>A new admin password; empty leaves the one that is set.</summary>
    public string? ConsolePassword { get; set; }

    /// <summary>Further host names of the console, one a line.</summary>
    public string? ConsoleHosts { get; set; }

    /// <summary>Where traces and metrics go; empty is off.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>Whether <c>/metrics</c> is served.</summary>
    public bool Prometheus { get; set; }

    /// <summary>Fills the forms with what is in force.</summary>
    public void Load()
    {
        var now = config.Current;
        (RetentionDays, MaxRows, MaxMiB) = (now.RetentionDays, now.MaxRows, now.MaxBytes / MiB);
        EgressProxy = now.EgressProxy;
        AllowedOrigins = string.Join('\n', now.AllowedOrigins);
        AllowedHosts = string.Join('\n', now.AllowedHosts);
        TrustedProxies = string.Join('\n', now.TrustedProxies);
        (WebSocket, ConsolePort, ConsoleLan, ConsolePassword) = (now.WebSocket, now.ConsolePort, now.ConsoleLan, null);
        ConsoleHosts = string.Join('\n', now.ConsoleHosts);
        (OtlpEndpoint, Prometheus) = (now.OtlpEndpoint, now.Prometheus);
    }

    /// <summary>Changes the look.</summary>
    public Task<bool> SetUiAsync(string key, string value) => ApplyAsync(SectionPatch.Of("ui", (key, value)));

    /// <summary>Saves what is kept, and how long.</summary>
    public Task<bool> SaveRecordingAsync() => ApplyAsync(SectionPatch.Of("recording",
        ("retention_days", RetentionDays), ("max_rows", MaxRows), ("max_bytes", (long)(MaxMiB * MiB))));

    /// <summary>Saves who may reach the console, and where.</summary>
    public Task<bool> SaveConsoleAsync()
    {
        List<(string Key, object? Value)> values = [("port", ConsolePort), ("allow_lan_access", ConsoleLan), ("allowed_hosts", Lines(ConsoleHosts))];
        if (!string.IsNullOrEmpty(ConsolePassword))
        {
            values.Insert(0, ("admin_password", ConsolePassword));
        }

        return ApplyAsync(SectionPatch.Of("console", [.. values]));
    }

    /// <summary>Saves where telemetry goes.</summary>
    public Task<bool> SaveTelemetryAsync() => ApplyAsync(SectionPatch.Of("telemetry",
        ("otlp_endpoint", string.IsNullOrWhiteSpace(OtlpEndpoint) ? null : OtlpEndpoint.Trim()), ("prometheus", Prometheus)));

    /// <summary>Saves who may call, and how calls leave.</summary>
    public Task<bool> SaveNetworkAsync() => ApplyAsync(SectionPatch.Of("proxy",
        ("egress_proxy", string.IsNullOrWhiteSpace(EgressProxy) ? null : EgressProxy.Trim()),
        ("allowed_origins", Lines(AllowedOrigins)), ("allowed_hosts", Lines(AllowedHosts)), ("trusted_proxies", Lines(TrustedProxies)), ("websocket", WebSocket)));

    /// <summary>The error of a key, or null.</summary>
    public string? ErrorOf(string field) =>
        Errors.FirstOrDefault(error => error.Field == field || error.Field.StartsWith(field + "[", StringComparison.Ordinal))?.Message;

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private async Task<bool> ApplyAsync(string patch)
    {
        Errors = await config.PatchAsync(patch, CancellationToken.None);
        return Errors.IsEmpty;
    }
}
