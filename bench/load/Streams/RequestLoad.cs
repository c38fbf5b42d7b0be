using System.Globalization;
using System.Text;

namespace Streams;

/// <summary>A counted number of whole requests over some connections.</summary>
internal static class RequestLoad
{
    public static async Task<int> RunAsync(Uri url, int count, int connections)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        var body = Encoding.UTF8.GetBytes($"{{\"model\":\"bench-model\",\"messages\":[{{\"role\":\"user\",\"content\":\"{new string('x', 1800)}\"}}]}}");
        var begun = TimeProvider.System.GetTimestamp();
        var left = count;
        var failed = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
                using var reply = await client.SendAsync(request, CancellationToken.None);
                await reply.Content.CopyToAsync(Stream.Null);
                if (!reply.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} requests, {failed} failed, {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.00} s"));
        return failed == 0 ? 0 : 1;
    }
}
