namespace AntigravityTools.Core.Pipeline;

/// <summary>Runs one request through the gateway; what the management room may use of the pipeline (test, replay, demo).</summary>
public interface IExchangeRunner
{
    /// <summary>
    /// Runs the request and writes the whole answer, errors included, to the sink. The token says that the client is gone or that the
    /// proxy is stopping; in the second case the client is still there and the answer ends with its protocol's own error.
    /// </summary>
    Task RunAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken);
}
