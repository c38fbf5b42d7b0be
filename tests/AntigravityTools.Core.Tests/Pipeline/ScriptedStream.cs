using System.Text;
using System.Threading.Channels;

namespace AntigravityTools.Core.Tests.Pipeline;

/// <summary>An upstream's body that gives one piece per read, when the test says so, and notes every read in a journal.</summary>
internal sealed class ScriptedStream(List<string> journal) : Stream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();
    private readonly SemaphoreSlim _reads = new(0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Give(string piece) => _pieces.Writer.TryWrite(Encoding.UTF8.GetBytes(piece));

    /// <summary>The connection ends: cleanly or not looks the same to who reads a chunked body to its end.</summary>
    public void End() => _pieces.Writer.TryComplete();

    /// <summary>Returns when the reader has asked for the next piece.</summary>
    public Task ReadBegunAsync() => _reads.WaitAsync(TestContext.Current.CancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (journal)
        {
            journal.Add("read");
        }

        _reads.Release();
        if (!await _pieces.Reader.WaitToReadAsync(cancellationToken) || !_pieces.Reader.TryRead(out var piece))
        {
            return 0;
        }

        piece.CopyTo(buffer);
        return piece.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
