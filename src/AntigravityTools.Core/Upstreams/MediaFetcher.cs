using System.Net;
using System.Net.Sockets;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>
/// Fetches media that an upstream can not take by its address (product.md §10.8): http and https only, no private address, also not by
/// name or redirect, bounded in size and time. Sends no credential and no cookie.
/// </summary>
public sealed class MediaFetcher : IDisposable
{
    private const int MostBytes = 20 << 20;
    private const int MostRedirects = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;

    /// <summary>Fetches from public addresses only.</summary>
    public MediaFetcher(TimeProvider time)
        : this(time, PublicAddress.IsPublic)
    {
    }

    /// <summary>Fetches from the addresses that <paramref name="mayConnect"/> allows; tests let loopback in.</summary>
    internal MediaFetcher(TimeProvider time, Func<IPAddress, bool> mayConnect)
    {
        _time = time;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, cancellation) => ConnectAsync(context, mayConnect, cancellation),
        });
    }

    /// <summary>The media with its bytes inline, or why they can not be had; the fault names <paramref name="field"/>.</summary>
    public async Task<ReadResult<Part.Media>> FetchAsync(Part.Media media, string field, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(media.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return Refuse(field, $"The address in '{field}' is not an http or https URL. Send the file's bytes as base64 instead.");
        }

        using var limit = new CancellationTokenSource(Longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(media, address, field, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Refuse(field, $"The file at '{field}' did not arrive within {Longest.TotalSeconds:0} s. Send its bytes as base64 instead.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return Refuse(field, $"The file at '{field}' could not be fetched: {error.GetBaseException().Message} Send its bytes as base64 instead.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private async Task<ReadResult<Part.Media>> FollowAsync(Part.Media media, Uri address, string field, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", UpstreamClient.UserAgent);
            using var reply = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)reply.StatusCode is >= 300 and < 400 && reply.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                if (address.Scheme is "http" or "https")
                {
                    continue;
                }

                break;
            }

            return reply.IsSuccessStatusCode
                ? await ReadAsync(media, reply, field, cancellationToken).ConfigureAwait(false)
                : Refuse(field, $"The file at '{field}' could not be fetched: its server answered {(int)reply.StatusCode}.");
        }

        return Refuse(field, $"The address in '{field}' redirects too often or to something that is not a web page.");
    }

    private static async Task<ReadResult<Part.Media>> ReadAsync(Part.Media media, HttpResponseMessage reply, string field, CancellationToken cancellationToken)
    {
        if (reply.Content.Headers.ContentType?.MediaType is { } type && type.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(field, $"The address in '{field}' leads to a web page, not to a file. Send the file's bytes as base64 instead.");
        }

        var body = await reply.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            var piece = new byte[64 << 10];
            int read;
            while ((read = await body.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
            {
                bytes.Write(piece, 0, read);
                if (bytes.Length > MostBytes)
                {
                    return Refuse(field, $"The file at '{field}' is larger than {MostBytes >> 20} MiB. Send a smaller one.");
                }
            }

            return media with
            {
                Address = null,
                MediaType = media.MediaType ?? reply.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
                Base64 = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length),
            };
        }
    }

    // Names are resolved here, once, and the connection goes to the address that was checked: no second look-up can differ.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, Func<IPAddress, bool> mayConnect, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => mayConnect(address)))
        {
            throw new HttpRequestException($"{context.DnsEndPoint.Host} is a private address, which files are not fetched from.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Fault Refuse(string field, string message) => new() { Kind = FaultKind.InvalidRequest, Param = field, Message = message };
}
