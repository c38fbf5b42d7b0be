using System.Diagnostics;
using System.Globalization;

namespace Streams;

/// <summary>What one stream brought, and when.</summary>
internal sealed class StreamResult
{
    private const string Before = "\"content\":\"";
    private long _last;

    public int Events { get; private set; }

    public bool Done { get; private set; }

    /// <summary>From leaving the upstream to being read by the client.</summary>
    public List<double> LateMicroseconds { get; } = [];

    public TimeSpan LongestGap { get; private set; }

    public void Take(string line, long now)
    {
        Done |= line == "data: [DONE]";
        var at = line.IndexOf(Before, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        at += Before.Length;
        var sent = long.Parse(line.AsSpan(at, line.IndexOf('"', at) - at), CultureInfo.InvariantCulture);
        LateMicroseconds.Add(Stopwatch.GetElapsedTime(sent, now).TotalMicroseconds);
        if (Events++ > 0)
        {
            var gap = Stopwatch.GetElapsedTime(_last, now);
            LongestGap = gap > LongestGap ? gap : LongestGap;
        }

        _last = now;
    }
}
