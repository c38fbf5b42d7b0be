using System.Buffers.Binary;
using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Reads what <see cref="FiguresWriter"/> wrote, in its order.</summary>
internal ref struct FiguresReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Fills in a request of which everything else is known.</summary>
    /// <exception cref="InvalidDataException">The bytes are no figures.</exception>
    internal RequestRecord Read(RequestRecord request, Explanation explanation)
    {
        var trace = Trace();
        var (first, duration) = (Optional(), Number());
        var usage = new TokenUsage { Input = Optional(), Output = Optional(), CacheRead = Optional(), CacheWrite = Optional(), Reasoning = Optional() };
        var (cost, bytesIn, bytesOut, score) = (Optional(), Number(), Number(), Score());
        var attempts = explanation.Attempts.ToBuilder();
        for (var at = 0; at < attempts.Count; at++)
        {
            attempts[at] = attempts[at] with { Wait = new TimeSpan(Number()), Duration = new TimeSpan(Number()) };
        }

        return request with
        {
            TraceId = trace,
            TimeToFirstToken = first is { } ticks ? new TimeSpan(ticks) : null,
            Duration = new TimeSpan(duration),
            Usage = usage with { Raw = explanation.Usage is { } shape ? UsageShape.Join(shape, _left) : null },
            CostUsd = Money.DollarsOf(cost),
            BytesIn = bytesIn,
            BytesOut = bytesOut,
            Attempts = attempts.DrainToImmutable(),
            Decision = explanation.Decision is { } decision ? decision with { Score = score } : null,
            Loss = explanation.Loss,
        };
    }

    private long Number() => Varint.Unfold(Varint.Read(ref _left));

    private long? Optional() => Varint.Read(ref _left) is var number and not 0 ? Varint.Unfold(number - 1) : null;

    private string Trace()
    {
        var length = Varint.Read(ref _left);
        return length == 0 ? Convert.ToHexStringLower(Take(FiguresWriter.TraceBytes)) : Encoding.UTF8.GetString(Take(length - 1));
    }

    private double? Score() => Take(1)[0] == 0 ? null : BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_left.Length)
        {
            throw new InvalidDataException("The figures of a stored request end too early.");
        }

        var taken = _left[..(int)length];
        _left = _left[(int)length..];
        return taken;
    }
}
