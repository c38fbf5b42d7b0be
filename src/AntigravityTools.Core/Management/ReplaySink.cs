using System.IO.Pipelines;
using AntigravityTools.Core.Pipeline;

namespace AntigravityTools.Core.Management;

/// <summary>Takes an answer into memory.</summary>
internal sealed class ReplaySink : IResponseSink, IDisposable
{
    private const long Most = 32 << 20;
    private readonly MemoryStream _bytes = new();

    public ReplaySink() => Body = PipeWriter.Create(_bytes);

    public bool HasStarted { get; private set; }

    public int Status { get; private set; }

    public string? ContentType { get; private set; }

    public PipeWriter Body { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Status = status;
        ContentType = headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
    }

    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
        await Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        return _bytes.Length <= Most;
    }

    public void Dispose() => _bytes.Dispose();

    // What came so far is shown; the record of the request says how it ended.
    public void Abort() => HasStarted = true;
}
