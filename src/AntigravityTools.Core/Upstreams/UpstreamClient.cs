using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>
/// Sends calls over long-lived connections: no redirects, no cookies, no automatic decompression, and an abandoned answer is
/// dropped at once instead of being read to its end.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    private readonly Func<string?> _egressProxy;
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _invokers = new(StringComparer.Ordinal);

    /// <summary>Calls go through the egress proxy that the function names; null means the system's setting.</summary>
    public UpstreamClient(Func<string?> egressProxy) => _egressProxy = egressProxy;

    /// <summary>Our own name, sent where a client sent none.</summary>
    public static string UserAgent { get; } = $"AntigravityTools/{typeof(UpstreamClient).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Sends a call and returns as soon as the answer's headers are here.</summary>
    /// <exception cref="HttpRequestException">The connection could not be made, or broke.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<UpstreamReply> SendAsync(UpstreamCall call, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(call.Method, call.Address);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (!call.Body.IsEmpty || call.ContentType is not null)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType ?? "application/json");
        }

        var proxy = _egressProxy();
        var invoker = _invokers.GetOrAdd(proxy ?? "", static key => new HttpMessageInvoker(NewHandler(key)));
        var reply = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new UpstreamReply(reply, Open(reply));
    }

    /// <summary>A connection failure as a fault; the text names the host and never the credential.</summary>
    public static Fault FaultOf(HttpRequestException error, Uri address) => new()
    {
        Kind = FaultKind.Network,
        Code = error.HttpRequestError.ToString(),
        Message = error.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"The name {address.Host} could not be resolved. Check the base URL and the network connection.",
            HttpRequestError.ConnectionError => $"No connection to {address.Authority}: {Innermost(error)}",
            HttpRequestError.SecureConnectionError => $"No secure connection to {address.Authority}: {Innermost(error)}",
            HttpRequestError.ProxyTunnelError => $"The egress proxy refused the connection to {address.Authority}: {Innermost(error)}",
            _ => $"The connection to {address.Authority} broke: {Innermost(error)}",
        },
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private static string Innermost(Exception error) => error.GetBaseException().Message;

    // The body as it comes: with the headers read, opening it waits for nothing.
    // A provider that compresses although it was asked not to is read all the same.
    private static Stream Open(HttpResponseMessage reply)
    {
        var body = reply.Content.ReadAsStream();
        if (!reply.Content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return body;
        }

        foreach (var encoding in reply.Content.Headers.ContentEncoding.Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                _ => body,
            };
        }

        return body;
    }

    private static SocketsHttpHandler NewHandler(string proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
        Proxy = proxy.Length == 0 ? null : new WebProxy(proxy),
        UseProxy = true,
        ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
