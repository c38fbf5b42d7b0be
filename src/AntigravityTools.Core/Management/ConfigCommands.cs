using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Reads and changes the configuration.</summary>
public sealed class ConfigCommands
{
    private readonly ConfigStore _store;

    /// <summary>Works on a configuration store.</summary>
    public ConfigCommands(ConfigStore store)
    {
        _store = store;
        _store.Changed += (_, _) => Changed?.Invoke();
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>The settings that pages show.</summary>
    public ConfigView Current
    {
        get
        {
            var config = _store.Current;
            return new ConfigView
            {
                AutoStart = config.Proxy.AutoStart,
                Port = config.Proxy.Port,
                AllowLanAccess = config.Proxy.AllowLanAccess,
                AuthMode = config.Proxy.AuthMode.ToWord(),
                ApiKey = config.Proxy.ApiKey,
                RequestTimeoutSeconds = config.Proxy.RequestTimeout.TotalSeconds,
                IdleTimeoutSeconds = config.Proxy.IdleTimeout.TotalSeconds,
                MaxBodyBytes = config.Proxy.MaxBodyBytes,
                DrainSeconds = config.Proxy.Drain.TotalSeconds,
                EgressProxy = config.Proxy.EgressProxy,
                AllowedOrigins = config.Proxy.AllowedOrigins,
                AllowedHosts = config.Proxy.AllowedHosts,
                TrustedProxies = config.Proxy.TrustedProxies,
                ConsolePort = config.Console.Port,
                WebSocket = config.Proxy.WebSocket,
                ConsoleLan = config.Console.AllowLanAccess,
                HasConsolePassword = config.Console.AdminPasswordHash is not null,
                ConsoleHosts = config.Console.AllowedHosts,
                OtlpEndpoint = config.Telemetry.OtlpEndpoint,
                Prometheus = config.Telemetry.Prometheus,
                Strategy = config.Scheduling.Strategy.ToWord(),
                MaxAttempts = config.Scheduling.MaxAttempts,
                MaxWaitSeconds = config.Scheduling.MaxWait.TotalSeconds,
                StickyMinutes = config.Scheduling.Sticky.TotalMinutes,
                ReservePercent = config.Scheduling.ReservePercent,
                RetentionDays = config.Recording.Retention.TotalDays,
                MaxRows = config.Recording.MaxRows,
                MaxBytes = config.Recording.MaxBytes,
                Language = config.Ui.Language,
                Theme = config.Ui.Theme,
                UnknownKeys = _store.UnknownKeys,
                FileErrors = [.. _store.LastReloadErrors.Select(error => error.Message)],
            };
        }
    }

    /// <summary>Writes the whole configuration as JSON.</summary>
    public void Write(Utf8JsonWriter json) => ConfigJson.Write(_store.Current, json);

    /// <summary>Applies a merge patch (RFC 7396) as a whole; returns everything wrong with it.</summary>
    public Task<ImmutableArray<FieldError>> PatchAsync(JsonElement patch, CancellationToken cancellationToken) => _store.PatchAsync(patch, cancellationToken);

    /// <summary>The same for a patch as text; text that is no JSON is an error too.</summary>
    public async Task<ImmutableArray<FieldError>> PatchAsync(string patch, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(patch);
            return await _store.PatchAsync(document.RootElement, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            return [new FieldError("", $"The patch is not valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.")];
        }
    }
}
