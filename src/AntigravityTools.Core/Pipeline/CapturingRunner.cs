using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Copies what passes while capture is on, and stands aside while it is off.</summary>
internal sealed class CapturingRunner(IExchangeRunner inner, BodyCapture capture) : IExchangeRunner
{
    public Task RunAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken) =>
        capture.IsOn ? CaptureAsync(request, sink, cancellationToken) : inner.RunAsync(request, sink, cancellationToken);

    private async Task CaptureAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken)
    {
        var copying = new CapturingSink(sink);
        try
        {
            await inner.RunAsync(request, copying, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            var sent = new BodyTape(BodyCapture.MostOfABody);
            sent.Add(request.Body.Span);
            capture.Keep(new CapturedBytes(FactsOf(request, copying), sent, copying.Tape));
        }
    }

    private static CapturedExchange FactsOf(InboundRequest request, CapturingSink sink) => new()
    {
        Id = request.Id,
        At = request.StartedAt,
        Protocol = request.Protocol,
        Operation = request.Operation,
        Method = request.Method,
        Path = request.Path,
        Query = request.Query,
        PathModel = request.PathModel,
        ResourceId = request.ResourceId,
        Stream = request.Stream,
        StreamForm = request.StreamForm,
        Headers = [.. request.Headers.Where(header => HeaderPolicy.PassesUpstream(header.Key)).Select(header => new CapturedHeader(header.Key, header.Value))],
        ContentType = request.ContentType,
        Status = sink.Status,
        AnswerType = sink.ContentType,
        Request = None,
        Answer = None,
    };

    // The bodies come in where they are redacted.
    private static CapturedBody None { get; } = new("", 0, IsCut: false, IsBinary: false, IsRedacted: false);
}
