using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>Looks at addresses on this machine as a client would: no proxy, no redirect, a short wait.</summary>
internal sealed class GatewayProbe(TimeProvider time) : IDisposable
{
    // Every answer of the proxy carries it.
    private const string OurHeader = "x-antigravity-request-id";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The status, and whether it is this program that answers; null where nothing answers HTTP there.</summary>
    public async Task<(int Status, bool IsGateway)?> GetAsync(Uri address, string? key, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            return ((int)answer.StatusCode, answer.Headers.Contains(OurHeader));
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or FormatException)
        {
            // What is there speaks no HTTP, or nothing is there, or the key can not be a header; all of these are "no answer".
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>True where this program answers at a base URL, be it to ask for a key.</summary>
    public async Task<bool> IsGatewayAsync(Uri baseUrl, CancellationToken cancellationToken) =>
        await GetAsync(new Uri(baseUrl, "/healthz"), null, cancellationToken).ConfigureAwait(false) is (_, true);

    /// <summary>True where something accepts connections.</summary>
    public async Task<bool> ListensAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return false;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var client = address is null ? new TcpClient() : new TcpClient(address.AddressFamily);
        try
        {
            await client.ConnectAsync(host, port, linked.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
