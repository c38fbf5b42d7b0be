using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// Writes what differs from one request to the next as one value of its row: as a column each they cost three times as much. The order
/// here is the format; <see cref="FiguresReader"/> reads the same.
/// </summary>
internal readonly ref struct FiguresWriter
{
    /// <summary>The length of a trace id that rests as its bytes.</summary>
    internal const int TraceBytes = 16;

    private readonly ArrayBufferWriter<byte> _bytes;

    private FiguresWriter(ArrayBufferWriter<byte> bytes) => _bytes = bytes;

    /// <summary>Appends the figures of a request.</summary>
    internal static void Write(ArrayBufferWriter<byte> bytes, RequestRecord request, ReadOnlySpan<byte> usageNumbers) =>
        new FiguresWriter(bytes).Write(request, usageNumbers);

    private void Write(RequestRecord request, ReadOnlySpan<byte> usageNumbers)
    {
        WriteTrace(request.TraceId);
        Write(request.TimeToFirstToken?.Ticks);
        Write(request.Duration.Ticks);
        Write(request.Usage.Input);
        Write(request.Usage.Output);
        Write(request.Usage.CacheRead);
        Write(request.Usage.CacheWrite);
        Write(request.Usage.Reasoning);
        Write(Money.BillionthsOf(request.CostUsd));
        Write(request.BytesIn);
        Write(request.BytesOut);
        WriteScore(request.Decision?.Score);
        foreach (var attempt in request.Attempts.IsDefault ? [] : request.Attempts)
        {
            Write(attempt.Wait.Ticks);
            Write(attempt.Duration.Ticks);
        }

        _bytes.Write(usageNumbers);
    }

    // The number 0 is none; the others move up by one.
    private void Write(long? value)
    {
        if (value is { } number)
        {
            _bytes.Advance(Varint.Write(_bytes.GetSpan(Varint.Longest), Varint.Fold(number) + 1));
        }
        else
        {
            Write((byte)0);
        }
    }

    private void Write(long value) => _bytes.Advance(Varint.Write(_bytes.GetSpan(Varint.Longest), Varint.Fold(value)));

    private void Write(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    // As its sixteen bytes behind a 0; one of another form as its text, behind the length and one.
    private void WriteTrace(string trace)
    {
        var bytes = _bytes.GetSpan(1 + TraceBytes);
        if (trace.Length == 2 * TraceBytes && trace.AsSpan().IndexOfAnyInRange('A', 'F') < 0
            && Convert.FromHexString(trace, bytes[1..], out _, out _) == OperationStatus.Done)
        {
            bytes[0] = 0;
            _bytes.Advance(1 + TraceBytes);
            return;
        }

        var text = Encoding.UTF8.GetBytes(trace);
        _bytes.Advance(Varint.Write(_bytes.GetSpan(Varint.Longest), 1 + (ulong)text.Length));
        _bytes.Write(text);
    }

    private void WriteScore(double? score)
    {
        Write(score is null ? (byte)0 : (byte)1);
        if (score is { } known)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), known);
            _bytes.Advance(sizeof(double));
        }
    }
}
