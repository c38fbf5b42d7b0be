using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Telemetry;

/// <summary>Follows <c>telemetry.prometheus</c>: metrics are added up only while it is on.</summary>
public sealed class PrometheusSwitch : IDisposable
{
    private readonly TelemetrySource _source;
    private readonly ConfigStore _config;
    private readonly Func<CancellationToken, Task> _settle;
    private readonly Lock _lock = new();
    private PrometheusMetrics? _metrics;
    private bool _ended;

    /// <summary>Follows a configuration; <paramref name="settle"/> returns when the source has been told of every request that has ended.</summary>
    public PrometheusSwitch(TelemetrySource source, ConfigStore config, Func<CancellationToken, Task> settle)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_source, _config, _settle) = (source, config, settle);
        _config.Changed += Follow;
        Turn(_config.Current.Telemetry.Prometheus);
    }

    /// <summary>The text for a scraper, with every request that has ended before the call; null while it is off.</summary>
    public async Task<string?> WriteAsync(CancellationToken cancellationToken)
    {
        await _settle(cancellationToken).ConfigureAwait(false);
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
