using System.IO.Pipelines;
using AntigravityTools.Core.Pipeline;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>An answer over HTTP. Headers that the listener itself has set (CORS) stay beside those of the pipeline.</summary>
internal sealed class HttpResponseSink(HttpContext http) : IResponseSink
{
    private IReadOnlyList<KeyValuePair<string, string>> _headers = [];

    public bool HasStarted => http.Response.HasStarted;

    public PipeWriter Body => http.Response.BodyWriter;

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var target = http.Response.Headers;
        Forget(_headers);
        Forget(headers);
        foreach (var (name, value) in headers)
        {
            target.Append(name, value);
        }

        http.Response.StatusCode = status;
        _headers = headers;

        void Forget(IReadOnlyList<KeyValuePair<string, string>> known)
        {
            foreach (var (name, _) in known)
            {
                target.Remove(name);
            }
        }
    }

    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var flush = await http.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
        return !flush.IsCompleted && !http.RequestAborted.IsCancellationRequested;
    }

    public void Abort() => http.Abort();
}
