using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>What is left of the limits that answers for one model told of; updated in place, since every answer updates it.</summary>
internal sealed class ModelHeadroom
{
    private const int MostLimits = 8;
    private readonly Lock _lock = new();
    private readonly (string Name, double Fraction, DateTimeOffset? ResetsAt)[] _limits = new (string, double, DateTimeOffset?)[MostLimits];
    private int _count;

    public void Note(QuotaReading reading)
    {
        if (reading.Fraction is not { } fraction)
        {
            return;
        }

        lock (_lock)
        {
            var at = 0;
            while (at < _count && _limits[at].Name != reading.Name)
            {
                at++;
            }

            if (at < MostLimits)
            {
                _limits[at] = (reading.Name, fraction, reading.ResetsAt);
                _count = Math.Max(_count, at + 1);
            }
        }
    }

    /// <summary>The tightest limit's share that is left, with its reset; null where nothing is known that still holds.</summary>
    public (double Fraction, DateTimeOffset? ResetsAt)? Tightest(DateTimeOffset now)
    {
        (double Fraction, DateTimeOffset? ResetsAt)? tightest = null;
        lock (_lock)
        {
            for (var i = 0; i < _count; i++)
            {
                if (!(_limits[i].ResetsAt <= now) && (tightest is null || _limits[i].Fraction < tightest.Value.Fraction))
                {
                    tightest = (_limits[i].Fraction, _limits[i].ResetsAt);
                }
            }
        }

        return tightest;
    }
}
