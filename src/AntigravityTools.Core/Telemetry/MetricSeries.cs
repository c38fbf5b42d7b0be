using System.Globalization;
using System.Text;

namespace AntigravityTools.Core.Telemetry;

/// <summary>The numbers of one label set: a sum, or a histogram where there are bounds.</summary>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly long[] _buckets = new long[bounds?.Length ?? 0];
    private double _sum;
    private long _count;

    /// <summary>Adds a value; a total stands for all that came before it.</summary>
    public void Add(double value, bool isTotal)
    {
        _sum = isTotal ? value : _sum + value;
        _count++;
        var bucket = Array.FindIndex(bounds ?? [], bound => value <= bound);
        if (bucket >= 0)
        {
            _buckets[bucket]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        if (bounds is null)
        {
            text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(CultureInfo.InvariantCulture, $" {_sum}\n");
            return;
        }

        var (before, after) = (labels.Length > 0 ? labels + "," : "", labels.Length > 0 ? $"{{{labels}}}" : "");
        var below = 0L;
        for (var index = 0; index < bounds.Length; index++)
        {
            below += _buckets[index];
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{bounds[index]}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {_count}\n{name}_sum{after} {_sum}\n{name}_count{after} {_count}\n");
    }
}
