using System.Globalization;
using Streams;

// The load client for streams and counted requests, and the paced upstream that goes with it; see bench/load/streams.sh and memory.sh.
// Usage: Streams upstream PORT
//        Streams streams URL PID COUNT SECONDS      (PID: whose memory is watched)
//        Streams requests URL COUNT CONNECTIONS
static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

switch (args)
{
    case ["upstream", var port]:
        await PacedUpstream.RunAsync(Number(port));
        return 0;
    case ["streams", var url, var pid, var count, var seconds]:
        return await StreamLoad.RunAsync(new Uri(url), Number(pid), Number(count), TimeSpan.FromSeconds(Number(seconds)));
    case ["requests", var url, var count, var connections]:
        return await RequestLoad.RunAsync(new Uri(url), Number(count), Number(connections));
    default:
        await Console.Error.WriteLineAsync("Usage: Streams upstream PORT | streams URL PID COUNT SECONDS | requests URL COUNT CONNECTIONS");
        return 2;
}
