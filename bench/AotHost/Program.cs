using System.Globalization;
using System.Runtime.InteropServices;
using AotHost;

// The gateway without pages, compiled natively; check.sh starts and drives it.
// Usage: AotHost simulate <port>
//        AotHost serve <proxy-port> <console-port> <admin-key> <upstream-base-url> <database-file or "">; SIGHUP switches recording off and on
using var stop = new CancellationTokenSource();
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
switch (args)
{
    case ["simulate", var port]:
        await SimulatedUpstream.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), stop.Token);
        return 0;
    case ["serve", var proxy, var console, var key, var upstream, var database]:
        var options = new HeadlessOptions(int.Parse(proxy, CultureInfo.InvariantCulture), int.Parse(console, CultureInfo.InvariantCulture), key, new Uri(upstream), database);
        await HeadlessGateway.RunAsync(options, stop.Token);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: AotHost simulate PORT | AotHost serve PROXY-PORT CONSOLE-PORT ADMIN-KEY UPSTREAM DATABASE");
        return 2;
}
