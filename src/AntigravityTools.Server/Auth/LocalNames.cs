using System.Collections.Frozen;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace AntigravityTools.Server.Auth;

/// <summary>The names and addresses of this machine, looked up again after half a minute, because networks come and go.</summary>
internal sealed class LocalNames(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private Snapshot? _snapshot;

    /// <summary>Unicast addresses of the interfaces that are up, loopback left out.</summary>
    public IReadOnlyList<IPAddress> Addresses => Current.Addresses;

    /// <summary>True for an address or a name of this machine.</summary>
    public bool Contains(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? Current.Addresses.Contains(address) : Current.Names.Contains(host);

    private Snapshot Current
    {
        get
        {
            var known = Volatile.Read(ref _snapshot);
            if (known is null || time.GetElapsedTime(known.ReadAt) > Fresh)
            {
                known = new Snapshot(time.GetTimestamp(), ReadAddresses(), ReadNames());
                Volatile.Write(ref _snapshot, known);
            }

            return known;
        }
    }

    private static IPAddress[] ReadAddresses()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(i => i.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => a.Address)
                .Where(a => !IPAddress.IsLoopback(a))
                .Select(a => a.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(a.GetAddressBytes()) : a)
                .Distinct()];
        }
        catch (NetworkInformationException)
        {
            // A sandbox may hide the interfaces; then only loopback and the configured names are known.
            return [];
        }
    }

    private static FrozenSet<string> ReadNames()
    {
        var host = Dns.GetHostName();
        var label = host.Split('.')[0];
        return new[] { host, label, label + ".local", Environment.MachineName }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Snapshot(long ReadAt, IPAddress[] Addresses, FrozenSet<string> Names);
}
