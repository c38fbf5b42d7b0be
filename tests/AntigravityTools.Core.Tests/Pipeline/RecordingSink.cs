using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using AntigravityTools.Core.Pipeline;

namespace AntigravityTools.Core.Tests.Pipeline;

/// <summary>A client that keeps what each flush brought.</summary>
internal sealed class RecordingSink(List<string> journal) : IResponseSink
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Channel<string> _flushed = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _all = new();

    public bool HasStarted { get; private set; }

    public int Status { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; } = [];

    public bool IsAborted { get; private set; }

    public PipeWriter Body => _pipe.Writer;

    /// <summary>Everything that the client has.</summary>
    public string Text => _all.ToString();

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers) => (Status, Headers) = (status, headers);

    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
        await _pipe.Writer.FlushAsync(cancellationToken);
        var text = "";
        if (_pipe.Reader.TryRead(out var read))
        {
            text = Encoding.UTF8.GetString(read.Buffer);
            _pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        _all.Append(text);
        lock (journal)
        {
            journal.Add("flush");
        }

        _flushed.Writer.TryWrite(text);
        return true;
    }

    public void Abort() => IsAborted = true;

    /// <summary>The text of the next flush.</summary>
    public ValueTask<string> NextFlushAsync() => _flushed.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
