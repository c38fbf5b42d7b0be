using System.Buffers;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A growing byte buffer over the shared pool, filled at its end and emptied from its start.</summary>
internal sealed class PooledBuffer(int initialBytes) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(initialBytes);
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(_start, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, Length);

    /// <summary>Room at the end for at least <paramref name="least"/> bytes.</summary>
    public Memory<byte> Room(int least)
    {
        if (_bytes.Length - _end < least)
        {
            MakeRoom(least);
        }

        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    public void Drop(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Takes bytes out of the middle.</summary>
    public void Cut(int at, int count)
    {
        _bytes.AsSpan(_start + at + count, Length - at - count).CopyTo(_bytes.AsSpan(_start + at));
        _end -= count;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void MakeRoom(int least)
    {
        var target = _bytes.Length >= Length + least ? _bytes : ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + least));
        Span.CopyTo(target);
        (_end, _start) = (Length, 0);
        if (!ReferenceEquals(target, _bytes))
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = target;
        }
    }
}
