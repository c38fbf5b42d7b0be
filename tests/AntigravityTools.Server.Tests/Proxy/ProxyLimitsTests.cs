using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Server.Requests;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>What a client may send and how long it may take (product.md §10.9); bodies have a class of their own.</summary>
public sealed class ProxyLimitsTests
{
    private const string Head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

    // Less than what Kestrel would allow by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(100, "200")]
    [InlineData(130, "431")]
    public async Task Headers_are_taken_up_to_128_KiB(int kibibytes, string status)
    {
        await using var proxy = await ProxyFixture.StartAsync();
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync(Head + string.Concat(Enumerable.Range(0, kibibytes / 2).Select(i => $"x-{i:000}: {new string('a', 2048 - 9)}\r\n")) + "\r\n");

        Assert.StartsWith("HTTP/1.1 " + status, await client.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "200")]
    [InlineData(17, "414")]
    public async Task Address_is_taken_up_to_16_KiB(int kibibytes, string status)
    {
        await using var proxy = await ProxyFixture.StartAsync();
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync($"GET /healthz?x={new string('a', kibibytes << 10)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 " + status, await client.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_never_ends_its_headers_is_cut_off()
    {
        await using var proxy = await ProxyFixture.StartAsync(headerPatience: TimeSpan.FromSeconds(1));
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync(Head);

        Assert.StartsWith("HTTP/1.1 408", await client.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System, ProxyFixture.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_stops_reading_is_cut_off_after_a_minute()
    {
        var time = new StallClock();
        await using var proxy = await ProxyFixture.StartAsync(time: time);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Runner.Answer = async (_, sink, token) =>
        {
            await FloodAsync(sink, token);
            ended.SetResult();
        };
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);
        await client.SendAsync("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"model\":\"m\"}");

        await time.Stalls.ReadAsync(ProxyFixture.Token).AsTask().WaitAsync(Patience, TimeProvider.System, ProxyFixture.Token);
        time.Advance(HttpResponseSink.LongestStall - TimeSpan.FromSeconds(1));
        Assert.False(ended.Task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        // The first wait may have been over before the buffers were full; then one of the next is the one that stays.
        while (await Task.WhenAny(ended.Task, time.Stalls.WaitToReadAsync(ProxyFixture.Token).AsTask()) != ended.Task && time.Stalls.TryRead(out _))
        {
            time.Advance(HttpResponseSink.LongestStall);
        }

        await ended.Task.WaitAsync(ProxyFixture.Token);
    }

    [Fact]
    public async Task Loopback_alone_is_listened_on_by_default()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        Assert.False(new ProxyConfig().AllowLanAccess);
        using var other = new TcpClient(AddressFamily.InterNetwork);

        await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(IPAddress.Parse("127.0.0.2"), proxy.Url.Port, ProxyFixture.Token).AsTask());
    }

    // Ends only with the client.
    private static async Task FloodAsync(IResponseSink sink, CancellationToken cancellationToken)
    {
        sink.Start(200, [new("Content-Type", "text/event-stream")]);
        try
        {
            do
            {
                sink.Body.GetMemory(64 << 10).Span.Fill((byte)'\n');
                sink.Body.Advance(64 << 10);
            }
            while (await sink.FlushAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The client was cut off in the middle of a write.
        }
    }
}
