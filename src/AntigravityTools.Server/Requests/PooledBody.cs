using System.Buffers;

namespace AntigravityTools.Server.Requests;

/// <summary>A body in rented memory that grows as bytes really arrive, whatever length was announced.</summary>
internal sealed class PooledBody(int sizeHint) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = sizeHint > 0 ? ArrayPool<byte>.Shared.Rent(sizeHint) : [];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; valid until disposed.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => Return([]);

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
        {
            return;
        }

        var size = Math.Min(Math.Max((long)Length + count, _bytes.Length * 2L), Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(size, 4096));
        Memory.CopyTo(larger);
        Return(larger);
    }

    private void Return(byte[] next)
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = next;
    }
}
