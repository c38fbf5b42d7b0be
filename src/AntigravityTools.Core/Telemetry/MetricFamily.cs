using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace AntigravityTools.Core.Telemetry;

/// <summary>One instrument with all its label sets, as Prometheus names and types it.</summary>
internal sealed class MetricFamily
{
    private readonly string _name;
    private readonly string _type;
    private readonly string _help;
    private readonly double[]? _bounds;
    private readonly bool _isTotal;
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument)
    {
        _bounds = instrument switch
        {
            Histogram<double> histogram => [.. histogram.Advice?.HistogramBucketBoundaries ?? []],
            Histogram<long> histogram => [.. (histogram.Advice?.HistogramBucketBoundaries ?? []).Select(bound => (double)bound)],
            _ => null,
        };
        var isCounter = instrument is Counter<long> or ObservableCounter<long>;
        _isTotal = instrument.IsObservable;
        _type = _bounds is not null ? "histogram" : isCounter ? "counter" : "gauge";
        _name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "") + (isCounter ? "_total" : "");
        _help = instrument.Description ?? "";
    }

    public bool Knows(string labels) => _series.ContainsKey(labels);

    public void Add(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            _series.Add(labels, series = new MetricSeries(_bounds));
        }

        series.Add(value, _isTotal);
    }

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {_name} {_help}\n# TYPE {_name} {_type}\n");
        foreach (var (labels, series) in _series)
        {
            series.Write(text, _name, labels);
        }
    }

    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!
                .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "," : "").Append(name.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }
}
