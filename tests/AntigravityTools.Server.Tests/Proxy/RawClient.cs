using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>A bare socket, for what a well-behaved HTTP client would not send.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new(AddressFamily.InterNetwork);

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(IPAddress.Loopback, port, ProxyFixture.Token);
        return client;
    }

    public async Task SendAsync(string text) => await _tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), ProxyFixture.Token);

    /// <summary>Reads until the text has come; fails when the connection ends first.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var count = await _tcp.GetStream().ReadAsync(buffer, ProxyFixture.Token);
            Assert.True(count > 0, $"The connection ended before '{end}' came: {text}");
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    /// <summary>Reads until the other side closes; a reset counts as closed.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await _tcp.GetStream().ReadAsync(buffer, ProxyFixture.Token) is var count and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset by the peer.
        }

        return text.ToString();
    }

    public void Dispose() => _tcp.Dispose();
}
