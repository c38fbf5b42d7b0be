using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Telemetry;

/// <summary>Follows <c>telemetry.prometheus</c>: metrics are added up only while it is on.</summary>
public sealed class PrometheusSwitch : IDisposable
{
    private readonly TelemetrySource _source;
    private readonly ConfigStore _config;
    private readonly Lock _lock = new();
    private PrometheusMetrics? _metrics;
    private bool _ended;

    /// <summary>Follows a configuration.</summary>
    public PrometheusSwitch(TelemetrySource source, ConfigStore config)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_source, _config) = (source, config);
        _config.Changed += Follow;
        Turn(_config.Current.Telemetry.Prometheus);
    }

    /// <summary>The text for a scraper; null while it is off.</summary>
    public string? Write()
    {
        lock (_lock)
        {
            return _metrics?.Write();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _config.Changed -= Follow;
        _ended = true;
        Turn(on: false);
    }

    private void Follow(GatewayConfig before, GatewayConfig after) => Turn(after.Telemetry.Prometheus && !_ended);

    private void Turn(bool on)
    {
        lock (_lock)
        {
            if (on && _metrics is null)
            {
                _metrics = new PrometheusMetrics(_source.Meter);
            }
            else if (!on)
            {
                _metrics?.Dispose();
                _metrics = null;
            }
        }
    }
}
