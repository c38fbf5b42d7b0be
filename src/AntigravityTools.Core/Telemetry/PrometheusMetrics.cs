using System.Diagnostics.Metrics;
using System.Text;

namespace AntigravityTools.Core.Telemetry;

/// <summary>
/// Adds up what the meter measures and writes it in Prometheus' text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/). Counts from the moment it is switched on.
/// </summary>
public sealed class PrometheusMetrics : IDisposable
{
    private const int MostSeries = 2_000;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private int _series;

    /// <summary>Listens to one meter.</summary>
    public PrometheusMetrics(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything known now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var family in _families.Values)
            {
                family.Write(text);
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricFamily.LabelsOf(tags);
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
            {
                _families.Add(instrument.Name, family = new MetricFamily(instrument));
            }

            // So many names that no scraper would want them; the rest is added up in one.
            if (!family.Knows(labels) && ++_series > MostSeries)
            {
                labels = "overflow=\"true\"";
            }

            family.Add(labels, value);
        }
    }
}
