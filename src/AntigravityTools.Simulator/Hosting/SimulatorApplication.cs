using AntigravityTools.Simulator.OAuth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>Takes every request: records it, asks the script, and lets the sender answer.</summary>
internal sealed class SimulatorApplication(SimulatorState state, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var body = await ReadBodyAsync(context.Request, ending.Token);
        var route = Router.Match(context.Request);
        var request = Record(context, route, body);
        state.Log.Add(request);
        var names = new[] { request.Credential, route.Shape == ProviderShape.OAuth ? null : SimulatorHost.AnyCredential };
        var behaviour = state.Script.Next(names.OfType<string>(), request.Path);
        using var exchange = new Exchange(context, request, route, behaviour, state);
        try
        {
            await new ReplySender(exchange, ending.Token).RunAsync();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
        finally
        {
            behaviour.Gate?.MarkFinished();
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private RecordedRequest Record(HttpContext context, Route route, byte[] body)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        // A form is read from the recorded bytes: the socket's stream is used up.
        context.Request.Body = new MemoryStream(body, writable: false);
        return new RecordedRequest
        {
            Number = state.Log.NextNumber(),
            Method = context.Request.Method,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[question..],
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body,
            Credential = route.Shape == ProviderShape.OAuth ? TokenRequest.Credential(context.Request, body) : Credentials.Find(route.Shape, context.Request),
            ReceivedAt = state.Options.TimeProvider.GetUtcNow(),
            RemotePort = context.Connection.RemotePort,
            Aborted = context.RequestAborted,
        };
    }
}
