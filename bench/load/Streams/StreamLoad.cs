using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Streams;

/// <summary>Many paced streams at once: do all complete, how late is each event, what is the longest gap, what does it cost in memory?</summary>
internal static class StreamLoad
{
    private static readonly TimeSpan LongestGap = PacedUpstream.Pace + TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(Uri url, int pid, int count, TimeSpan duration)
    {
        var events = (int)(duration / PacedUpstream.Pace);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = count });
        await ReadAsync(client, url, events: 3, TimeSpan.Zero);
        var before = Memory.OfProcess(pid);
        var peak = before;

        // Streams begin over two seconds, as clients do; a thousand at one instant would measure the connect storm.
        var starting = TimeSpan.FromSeconds(2);
        var streams = Enumerable.Range(0, count).Select(number => ReadAsync(client, url, events, starting * number / count)).ToArray();
        var all = Task.WhenAll(streams);
        while (await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System)) != all)
        {
            peak = Math.Max(peak, Memory.OfProcess(pid));
        }

        var results = await all;
        var complete = results.Count(result => result.Events == events && result.Done);
        var late = results.SelectMany(result => result.LateMicroseconds).Order().ToArray();
        var gap = results.Max(result => result.LongestGap);
        double At(double share) => late.Length == 0 ? double.NaN : late[(int)Math.Min(late.Length - 1, late.Length * share)] / 1000;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count} | {complete} | {At(0.5):0.00} | {At(0.99):0.00} | {At(1):0.0} | {gap.TotalMilliseconds:0} | {before / 1024} | {peak / 1024} | {(double)(peak - before) / count:0} |"));
        return complete == count && gap <= LongestGap ? 0 : 1;
    }

    private static async Task<StreamResult> ReadAsync(HttpMessageInvoker client, Uri url, int events, TimeSpan wait)
    {
        await Task.Delay(wait, TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(
            string.Create(CultureInfo.InvariantCulture, $"{{\"model\":\"bench-model\",\"stream\":true,\"user\":\"{events:0000}\",\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}]}}"),
            Encoding.UTF8, "application/json");
        var result = new StreamResult();
        using var reply = await client.SendAsync(request, CancellationToken.None);
        if (!reply.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync($"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
            return result;
        }

        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            result.Take(line, Stopwatch.GetTimestamp());
        }

        return result;
    }
}
