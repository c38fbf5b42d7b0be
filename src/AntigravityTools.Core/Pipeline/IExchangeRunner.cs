namespace AntigravityTools.Core.Pipeline;

/// <summary>Runs one request through the gateway; what the management room may use of the pipeline (test, replay, demo).</summary>
public interface IExchangeRunner
{
    /// <summary>Runs the request and writes the whole answer, errors included, to the sink. Throws only when the client is gone.</summary>
    Task RunAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken);
}
