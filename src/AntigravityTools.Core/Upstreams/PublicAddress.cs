using System.Net;
using System.Net.Sockets;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Tells public network addresses from those that only mean something here (RFC 6890, RFC 4193, RFC 6598).</summary>
public static class PublicAddress
{
    /// <summary>True where an address belongs to the public network.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !IsReserved(bytes)
            : address is { IsIPv6LinkLocal: false, IsIPv6SiteLocal: false, IsIPv6Multicast: false, IsIPv6UniqueLocal: false }
                && !address.Equals(IPAddress.IPv6Any) && !EmbedsReserved(bytes);
    }

    private static bool IsReserved(ReadOnlySpan<byte> b) => b[0] switch
    {
        0 or 10 or 127 or >= 224 => true,
        100 => b[1] is >= 64 and < 128,
        169 => b[1] == 254,
        172 => b[1] is >= 16 and < 32,
        192 => b[1] == 168 || (b[1] == 0 && b[2] is 0 or 2) || (b[1] == 88 && b[2] == 99),
        198 => b[1] is 18 or 19 || (b[1] == 51 && b[2] == 100),
        203 => b[1] == 0 && b[2] == 113,
        _ => false,
    };

    // NAT64, 6to4, ISATAP and the old "compatible" form carry an IPv4 address inside; Teredo (2001::/32) hides one, 64:ff9b:1::/48 is
    // NAT64 of a site's own (RFC 8215), 2001:db8 is for documents.
    private static bool EmbedsReserved(ReadOnlySpan<byte> b) =>
        !b[..12].ContainsAnyExcept((byte)0) || (b[0] == 0x20 && b[1] == 0x01 && ((b[2] == 0x0d && b[3] == 0xb8) || (b[2] == 0 && b[3] == 0))) ||
        (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b && (b[5] == 1 || IsReserved(b[12..]))) || (b[0] == 0x20 && b[1] == 0x02 && IsReserved(b[2..6])) ||
        ((b[8] & 0xfd) == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe && IsReserved(b[12..]));
}
