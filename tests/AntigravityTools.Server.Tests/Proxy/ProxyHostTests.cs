using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class ProxyHostTests
{
    private const string Body = """{"model":"m","stream":true}""";

    [Fact]
    public async Task Proxy_starts_and_stops_again_and_again_on_the_same_port()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var port = proxy.Url.Port;
        proxy.Configure(new() { Port = port });

        for (var i = 0; i < 3; i++)
        {
            var stopped = await proxy.Host.StopAsync(ProxyFixture.Token);
            Assert.Equal(("stopped", (string?)null), (stopped.State, stopped.Url));
            await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(port));

            var started = await proxy.Host.StartAsync(ProxyFixture.Token);
            Assert.Equal(("running", port), (started.State, started.Port));
            Assert.Equal(200, (await proxy.SendAsync("GET", "/healthz")).Status);
        }
    }

    [Fact]
    public async Task Fixed_port_is_open_on_both_loopbacks_and_on_nothing_else()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var port = FreePort();
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = port });
        using var v6 = new TcpClient(AddressFamily.InterNetworkV6);

        await v6.ConnectAsync(IPAddress.IPv6Loopback, port, ProxyFixture.Token);

        using var other = new TcpListener(IPAddress.Parse("127.0.0.2"), port);
        other.Start();
    }

    [Fact]
    public async Task Taken_port_is_named_with_the_remedy_and_can_be_tried_again()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var proxy = new ProxyFixture(new() { Port = port }) { MayCrash = true };

        var failed = await proxy.Host.StartAsync(ProxyFixture.Token);
        other.Stop();
        var started = await proxy.Host.StartAsync(ProxyFixture.Token);

        Assert.Equal("failed", failed.State);
        Assert.Contains($"Port {port} is already taken", failed.Error, StringComparison.Ordinal);
        Assert.Contains("proxy.port", failed.Error, StringComparison.Ordinal);
        Assert.Equal(("running", (string?)null), (started.State, started.Error));
    }

    [Fact]
    public async Task Lan_without_a_key_is_refused_and_with_one_opens_to_other_addresses()
    {
        await using var proxy = new ProxyFixture(new() { Port = 0, AllowLanAccess = true }) { MayCrash = true };

        var refused = await proxy.Host.StartAsync(ProxyFixture.Token);
        proxy.Configure(new() { Port = 0, AllowLanAccess = true, AuthMode = AuthMode.Auto, ApiKey = ProxyFixture.Key });
        var open = await proxy.Host.StartAsync(ProxyFixture.Token);

        Assert.Equal("failed", refused.State);
        Assert.Contains("auth_mode", refused.Error, StringComparison.Ordinal);
        Assert.Equal("running", open.State);
        using var other = new TcpClient(AddressFamily.InterNetwork);
        await other.ConnectAsync(IPAddress.Parse("127.0.0.2"), open.Port, ProxyFixture.Token);
        Assert.All(open.LanUrls, url => Assert.EndsWith($":{open.Port}", url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_refuses_newcomers_at_once_and_lets_running_requests_finish()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var port = proxy.Url.Port;
        var gate = new Gate(proxy);
        using var idle = await RawClient.ConnectAsync(port);
        await idle.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await idle.ReadUntilAsync("}");
        var running = proxy.SendAsync("POST", "/v1/messages", Body);
        await gate.Entered.Task;

        var stopping = proxy.Host.StopAsync(ProxyFixture.Token);

        Assert.Equal(("stopped", 1), (proxy.Host.Status.State, proxy.Host.Status.InFlight));
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(port));
        Assert.Equal("", await idle.ReadToEndAsync());
        Assert.False(stopping.IsCompleted);
        gate.MayFinish.SetResult();
        Assert.Equal((200, "done"), ((await running).Status, (await running).Body));
        await stopping;
        Assert.Equal(0, proxy.Host.Status.InFlight);
    }

    [Fact]
    public async Task Drain_time_over_tells_the_pipeline_to_end_the_answer_itself()
    {
        var time = new FakeTimeProvider();
        await using var proxy = new ProxyFixture(new() { Port = 0, Drain = TimeSpan.FromSeconds(10) }, time);
        await proxy.Host.StartAsync(ProxyFixture.Token);
        proxy.Client.BaseAddress = proxy.Url;
        var entered = new TaskCompletionSource();
        proxy.Runner.Answer = async (_, sink, ending) =>
        {
            entered.SetResult();
            await WhenCancelledAsync(ending);
            await FakeRunner.ReplyAsync(sink, 503, "stopping", CancellationToken.None);
        };
        var running = proxy.SendAsync("POST", "/v1/messages", Body);
        await entered.Task;

        var stopping = proxy.Host.StopAsync(ProxyFixture.Token);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((503, "stopping"), ((await running).Status, (await running).Body));
        await stopping;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_that_had_no_answer_yet_when_the_drain_time_was_over_gets_an_error_and_no_empty_success(bool throws)
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0, Drain = TimeSpan.Zero });
        var entered = new TaskCompletionSource();
        proxy.Runner.Answer = async (_, _, ending) =>
        {
            entered.SetResult();
            await WhenCancelledAsync(ending);
            if (throws)
            {
                ending.ThrowIfCancellationRequested();
            }
        };
        var running = proxy.SendAsync("POST", "/v1/messages", Body);
        await entered.Task;

        await proxy.Host.StopAsync(ProxyFixture.Token);

        Assert.Equal((529, "overloaded_error"), ((await running).Status, (await running).Json.GetProperty("error").GetProperty("type").GetString()!));
    }

    [Fact]
    public async Task Request_that_will_not_end_is_broken_within_a_second_of_the_drain_time()
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0, Drain = TimeSpan.FromMilliseconds(100) });
        var gate = new Gate(proxy);
        var running = proxy.SendAsync("POST", "/v1/messages", Body);
        await gate.Entered.Task;
        var start = TimeProvider.System.GetTimestamp();

        await proxy.Host.StopAsync(ProxyFixture.Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 100, 1100);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => running);
        gate.MayFinish.SetResult();
    }

    [Fact]
    public async Task New_port_moves_the_listener_while_the_old_one_drains()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var old = proxy.Url.Port;
        var gate = new Gate(proxy);
        var running = proxy.SendAsync("POST", "/v1/messages", Body);
        await gate.Entered.Task;
        var next = FreePort();
        var moved = ChangeOf(proxy);

        proxy.Configure(new() { Port = next });
        await moved;

        Assert.Equal(("running", next), (proxy.Host.Status.State, proxy.Host.Status.Port));
        using var client = await RawClient.ConnectAsync(next);
        await client.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await client.ReadUntilAsync("ok");
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(old));
        gate.MayFinish.SetResult();
        Assert.Equal("done", (await running).Body);
    }

    [Fact]
    public async Task New_port_that_is_taken_leaves_the_old_listener_open_and_says_so()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.MayCrash = true;
        var old = proxy.Url.Port;
        var moved = ChangeOf(proxy);

        proxy.Configure(new() { Port = ((IPEndPoint)other.LocalEndpoint).Port });
        await moved;

        Assert.Equal(("running", old), (proxy.Host.Status.State, proxy.Host.Status.Port));
        Assert.Contains("already taken", proxy.Host.Status.Error, StringComparison.Ordinal);
        Assert.Equal(200, (await proxy.SendAsync("GET", "/healthz")).Status);
    }

    [Fact]
    public async Task Lan_switch_reopens_the_same_port()
    {
        var port = FreePort();
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = port, AuthMode = AuthMode.Auto, ApiKey = ProxyFixture.Key });
        var moved = ChangeOf(proxy);

        proxy.Configure(new() { Port = port, AuthMode = AuthMode.Auto, ApiKey = ProxyFixture.Key, AllowLanAccess = true });
        await moved;

        Assert.Equal(("running", port), (proxy.Host.Status.State, proxy.Host.Status.Port));
        using var other = new TcpClient(AddressFamily.InterNetwork);
        await other.ConnectAsync(IPAddress.Parse("127.0.0.2"), port, ProxyFixture.Token);
    }

    [Fact]
    public async Task Other_settings_count_from_the_next_request_without_a_new_listener()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var changes = 0;
        proxy.Host.Changed += () => changes++;

        proxy.Configure(new() { Port = 0, AuthMode = AuthMode.Strict, ApiKey = ProxyFixture.Key });

        Assert.Equal(401, (await proxy.SendAsync("GET", "/healthz")).Status);
        Assert.Equal(0, changes);
    }

    [Fact]
    public async Task Client_that_goes_away_cancels_its_request()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        proxy.Runner.Answer = async (_, _, gone) =>
        {
            entered.SetResult();
            await WhenCancelledAsync(gone);
            cancelled.SetResult();
            gone.ThrowIfCancellationRequested();
        };
        using (var client = await RawClient.ConnectAsync(proxy.Url.Port))
        {
            await client.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
            await entered.Task;
        }

        await cancelled.Task;
    }

    [Fact]
    public async Task Flush_reaches_the_client_before_the_next_piece_is_written()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var next = new TaskCompletionSource();
        proxy.Runner.Answer = async (_, sink, token) =>
        {
            await FakeRunner.ReplyAsync(sink, 200, "first", token);
            await next.Task;
            await FakeRunner.WriteAsync(sink, "second", token);
        };
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);
        await client.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        await client.ReadUntilAsync("first");
        next.SetResult();
        await client.ReadUntilAsync("second");
    }

    private static Task ChangeOf(ProxyFixture proxy)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Host.Changed += () => changed.TrySetResult();
        return changed.Task;
    }

    private static Task WhenCancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
