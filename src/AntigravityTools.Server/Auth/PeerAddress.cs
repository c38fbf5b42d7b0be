using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>Who called: the peer of the socket, unless the peer is a proxy that the configuration trusts to tell (product.md §10.9).</summary>
internal static class PeerAddress
{
    /// <summary>The caller's address; null where the transport has none.</summary>
    public static IPAddress? Of(HttpContext http, ImmutableArray<string> trusted)
    {
        var peer = Plain(http.Connection.RemoteIpAddress);
        if (trusted.IsDefaultOrEmpty || peer is null || !IsTrusted(peer, trusted))
        {
            return peer;
        }

        // From the right: each hop is believed only as long as the one that reported it is trusted.
        var hops = http.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
        for (var i = hops.Length - 1; i >= 0; i--)
        {
            if (!IPAddress.TryParse(hops[i], out var hop))
            {
                break;
            }

            peer = Plain(hop);
            if (!IsTrusted(peer!, trusted))
            {
                break;
            }
        }

        return peer;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static bool IsTrusted(IPAddress address, ImmutableArray<string> trusted)
    {
        foreach (var entry in trusted)
        {
            if (IPNetwork.TryParse(entry, out var network) ? network.Contains(address) : IPAddress.TryParse(entry, out var one) && one.Equals(address))
            {
                return true;
            }
        }

        return false;
    }
}
