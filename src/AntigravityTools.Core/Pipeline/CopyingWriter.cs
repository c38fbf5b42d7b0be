using System.IO.Pipelines;
using AntigravityTools.Core.Monitoring;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A writer that copies what is written before it passes it on.</summary>
internal sealed class CopyingWriter(PipeWriter inner, BodyTape tape) : PipeWriter
{
    private Memory<byte> _room;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _room = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        tape.Add(_room.Span[..bytes]);
        _room = _room[bytes..];
        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
