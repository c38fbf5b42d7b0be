using System.Buffers;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>
/// Durations counted in fixed buckets, each 15 % wider than the one before, so that histograms of different hours add up. A percentile
/// read from it is at most 8 % off between 0.1 ms and 8 hours.
/// </summary>
public sealed class LatencyHistogram
{
    private const double FirstMilliseconds = 0.1;
    private const double Growth = 1.15;
    private const int Buckets = 142;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly long[] _counts = new long[Buckets];
    private long _total;

    /// <summary>Counts one duration.</summary>
    public void Add(TimeSpan duration)
    {
        var steps = duration.TotalMilliseconds <= FirstMilliseconds
            ? 0
            : 1 + (int)(Math.Log(duration.TotalMilliseconds / FirstMilliseconds) / LogGrowth);
        _counts[Math.Min(steps, Buckets - 1)]++;
        _total++;
    }

    /// <summary>Adds the counts of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            _counts[bucket] += other._counts[bucket];
        }

        _total += other._total;
    }

    /// <summary>Adds the counts that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a histogram.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var bucket = -1;
        while (!bytes.IsEmpty)
        {
            bucket += (int)Math.Min(Varint.Read(ref bytes), Buckets);
            var count = (long)Varint.Read(ref bytes);
            if (bucket is < 0 or >= Buckets)
            {
                throw new InvalidDataException("A stored histogram names a bucket that does not exist.");
            }

            _counts[bucket] += count;
            _total += count;
        }
    }

    /// <summary>The duration in milliseconds below which a share (0 to 1) of all lies; null without data.</summary>
    public double? Percentile(double share)
    {
        var left = Math.Max(1, (long)Math.Ceiling(share * _total));
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if ((left -= _counts[bucket]) <= 0)
            {
                // The geometric middle of the bucket is equally wrong in both directions.
                return bucket == 0 ? FirstMilliseconds : FirstMilliseconds * Math.Pow(Growth, bucket - 0.5);
            }
        }

        return null;
    }

    /// <summary>Its compact form: pairs of varints, the step to the next used bucket and its count.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(64);
        var last = -1;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (_counts[bucket] > 0)
            {
                output.Advance(Varint.Write(output.GetSpan(Varint.Longest), (ulong)(bucket - last)));
                output.Advance(Varint.Write(output.GetSpan(Varint.Longest), (ulong)_counts[bucket]));
                last = bucket;
            }
        }

        return output.WrittenSpan.ToArray();
    }
}
