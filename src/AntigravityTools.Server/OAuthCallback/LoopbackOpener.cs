using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Server.Auth;

namespace AntigravityTools.Server.OAuthCallback;

/// <summary>Opens a random port on both loopback addresses for a browser that comes back from the provider.</summary>
/// <param name="speech">The language of its page, by the browser's <c>Accept-Language</c>; English where null.</param>
public sealed class LoopbackOpener(Func<string, PageSpeech>? speech = null) : IRedirectOpener
{
    private const int Tries = 20;

    /// <inheritdoc/>
    public async Task<IRedirectListener> OpenAsync(Func<RedirectQuery, CancellationToken, Task<RedirectPage>> answer, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return await LoopbackListener.OpenAsync(FreePort(), answer, speech ?? (_ => PageSpeech.English), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException) when (left > 1)
            {
                // Somebody took the port, on one of the two addresses, before we did.
            }
            catch (SocketException error)
            {
                throw new IOException(error.Message, error);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
