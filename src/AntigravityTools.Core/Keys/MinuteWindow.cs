namespace AntigravityTools.Core.Keys;

/// <summary>A sum over the last 60 seconds, in slots of one second. Not thread-safe.</summary>
internal sealed class MinuteWindow
{
    private const int Seconds = 60;
    private readonly long[] _slots = new long[Seconds];
    private long _second;

    /// <summary>The sum.</summary>
    public long Sum { get; private set; }

    /// <summary>Adds to the present second; a negative amount takes back.</summary>
    public void Add(long amount, DateTimeOffset now)
    {
        Advance(now);
        _slots[_second % Seconds] += amount;
        Sum += amount;
    }

    /// <summary>Forgets what is older than 60 seconds.</summary>
    public void Advance(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        for (var passed = Math.Max(_second + 1, second - Seconds + 1); passed <= second; passed++)
        {
            Sum -= _slots[passed % Seconds];
            _slots[passed % Seconds] = 0;
        }

        _second = Math.Max(_second, second);
    }

    /// <summary>How long until the sum is below a limit.</summary>
    public TimeSpan UntilBelow(long limit)
    {
        var left = Sum;
        for (var wait = 1; wait <= Seconds; wait++)
        {
            left -= _slots[(_second + wait) % Seconds];
            if (left < limit)
            {
                return TimeSpan.FromSeconds(wait);
            }
        }

        return TimeSpan.FromSeconds(Seconds);
    }
}
