using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AntigravityTools.Server.Sockets;

/// <summary>The opening of a WebSocket over HTTP/1.1 (RFC 6455 §4.2).</summary>
internal static class SocketHandshake
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>True where a request asks to become a WebSocket.</summary>
    public static bool IsAsked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && "websocket".Equals(request.Headers.Upgrade, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where it asks in the one version there is, on a connection that can be upgraded.</summary>
    public static bool IsPossible(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && http.Request.Headers.SecWebSocketVersion == "13"
        && http.Request.Headers.SecWebSocketKey is [{ Length: 24 }];

    /// <summary>Answers 101 and hands the connection over.</summary>
    public static async Task<WebSocket> AcceptAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptOf(http.Request.Headers.SecWebSocketKey.ToString());
        var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = KeepAlive });
    }

    // SHA-1 is what RFC 6455 prescribes; it guards nothing.
#pragma warning disable CA5350
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
}
