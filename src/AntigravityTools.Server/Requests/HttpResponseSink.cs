using System.IO.Pipelines;
using AntigravityTools.Core.Pipeline;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>
/// An answer over HTTP. Headers that the listener itself has set (CORS) stay beside those of the pipeline. A client that stops reading is
/// cut off, because its answer holds an account.
/// </summary>
internal sealed class HttpResponseSink(HttpContext http, TimeProvider time) : IResponseSink
{
    /// <summary>How long a client may take nothing of an answer while all buffers are full.</summary>
    public static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    private IReadOnlyList<KeyValuePair<string, string>> _headers = [];

    public bool HasStarted => http.Response.HasStarted;

    public PipeWriter Body => http.Response.BodyWriter;

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var target = http.Response.Headers;
        foreach (var (name, _) in _headers)
        {
            target.Remove(name);
        }

        // Several values of one header stand side by side.
        string? before = null;
        for (var at = 0; at < headers.Count; at++)
        {
            var (name, value) = headers[at];
            if (name.Equals(before, StringComparison.OrdinalIgnoreCase))
            {
                target.Append(name, value);
            }
            else
            {
                target[name] = value;
            }

            before = name;
        }

        http.Response.StatusCode = status;
        _headers = headers;
    }

    public ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var flush = http.Response.BodyWriter.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.GetAwaiter().GetResult())) : AwaitAsync(flush);
    }

    public void Abort() => http.Abort();

    private async ValueTask<bool> AwaitAsync(ValueTask<FlushResult> flush)
    {
        // Kestrel's own limit, 240 bytes a second, gives a client hours for what fits into the buffers.
        using var stall = time.CreateTimer(static state => ((HttpContext)state!).Abort(), http, LongestStall, Timeout.InfiniteTimeSpan);
        return IsOpen(await flush.ConfigureAwait(false));
    }

    private bool IsOpen(FlushResult flush) => !flush.IsCompleted && !http.RequestAborted.IsCancellationRequested;
}
