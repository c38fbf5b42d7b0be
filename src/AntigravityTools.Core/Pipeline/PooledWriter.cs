using System.Buffers;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A buffer writer over the shared pool.</summary>
internal sealed class PooledWriter(int initialBytes) : IBufferWriter<byte>, IDisposable
{
    private readonly PooledBuffer _buffer = new(initialBytes);

    public ReadOnlyMemory<byte> Written => _buffer.Memory;

    public void Advance(int count) => _buffer.Filled(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.Room(Math.Max(sizeHint, 256));

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => _buffer.Dispose();
}
