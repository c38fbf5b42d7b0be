using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>
/// Believes only a <c>Host</c> header that names this machine, so that a web page can not reach a listener by pointing its own name here
/// (DNS rebinding; product.md §10.2). Serves both listeners.
/// </summary>
internal sealed class HostGuard(LocalNames names)
{
    /// <summary>True where the header names loopback, with the LAN open this machine, or one of the configured names.</summary>
    /// <param name="host">The header as sent.</param>
    /// <param name="lanOpen">True where the listener takes calls from other machines.</param>
    /// <param name="allowed">Further names, with or without a port.</param>
    public bool Allows(string? host, bool lanOpen, ImmutableArray<string> allowed)
    {
        if (string.IsNullOrEmpty(host))
        {
            return false;
        }

        if (IsPlainLoopback(host))
        {
            return true;
        }

        var name = new HostString(host).Host.TrimEnd('.');
        return name.Length > 0
            && (IsLoopback(name) || IsConfigured(name, host, allowed) || (lanOpen && names.Contains(name)));
    }

    // What nearly every client sends, without taking it apart.
    private static bool IsPlainLoopback(ReadOnlySpan<char> host) =>
        host.StartsWith("127.0.0.1") && (host.Length == 9 || (host[9] == ':' && !host[10..].ContainsAnyExceptInRange('0', '9')));

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address));

    private static bool IsConfigured(string name, string host, ImmutableArray<string> allowed)
    {
        foreach (var entry in allowed)
        {
            if (entry.Equals(name, StringComparison.OrdinalIgnoreCase) || entry.Equals(host, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
