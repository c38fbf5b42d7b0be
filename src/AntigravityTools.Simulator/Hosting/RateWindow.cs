namespace AntigravityTools.Simulator.Hosting;

/// <summary>Counts requests per credential and minute, for the rate-limit headers.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private const int MaximumCredentials = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _minute;

    /// <summary>Requests of this credential in the current minute, this one included, and when the minute ends.</summary>
    public (int Used, DateTimeOffset Resets) Count(string credential)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (_lock)
        {
            if (minute != _minute || _counts.Count > MaximumCredentials)
            {
                _minute = minute;
                _counts.Clear();
            }
            _counts[credential] = _counts.GetValueOrDefault(credential) + 1;
            return (_counts[credential], DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60));
        }
    }
}
