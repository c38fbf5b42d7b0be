using System.IO.Pipelines;
using AntigravityTools.Core.Monitoring;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Passes an answer on and copies its bytes.</summary>
internal sealed class CapturingSink(IResponseSink inner) : IResponseSink
{
    private CopyingWriter? _body;

    /// <summary>The copy.</summary>
    public BodyTape Tape { get; } = new(BodyCapture.MostOfABody);

    /// <summary>The status; 0 where none was set.</summary>
    public int Status { get; private set; }

    /// <summary>The media type of the answer.</summary>
    public string? ContentType { get; private set; }

    public bool HasStarted => inner.HasStarted;

    public PipeWriter Body => _body ??= new CopyingWriter(inner.Body, Tape);

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Status = status;
        ContentType = headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        inner.Start(status, headers);
    }

    public ValueTask<bool> FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public void Abort() => inner.Abort();
}
