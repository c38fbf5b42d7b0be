namespace AntigravityTools.Core.Monitoring;

/// <summary>One span of capturing: it ends by time, or once it has taken its share.</summary>
internal sealed class CaptureSession(DateTimeOffset until, long maxBytes)
{
    private long _used;

    public DateTimeOffset Until => until;

    public long MaxBytes => maxBytes;

    public long UsedBytes => Interlocked.Read(ref _used);

    public bool IsOpen(DateTimeOffset now) => now < until && UsedBytes < maxBytes;

    public void Use(long bytes) => Interlocked.Add(ref _used, bytes);
}
