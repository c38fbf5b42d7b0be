using System.Net;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class HostGuardTests
{
    [Theory]
    [InlineData("127.0.0.1:9999", 200)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("localhost.", 200)]
    [InlineData("[::1]:8045", 200)]
    [InlineData("127.0.0.2", 200)]
    [InlineData("gateway.test", 200)]
    [InlineData("other.test:8045", 200)]
    [InlineData("other.test:8046", 421)]
    [InlineData("evil.test", 421)]
    [InlineData("localhost.evil.test", 421)]
    [InlineData("127.0.0.1.evil.test", 421)]
    [InlineData("192.0.2.7", 421)]
    public async Task Host_is_believed_only_where_it_names_this_machine(string host, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0, AllowedHosts = ["gateway.test", "other.test:8045"] });

        var reply = await proxy.SendAsync("GET", "/healthz", null, ("Host", host));

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Missing_host_is_refused()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync("GET /healthz HTTP/1.0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 421", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_name_is_believed_only_with_the_lan_open()
    {
        await using var closed = await ProxyFixture.StartAsync();
        await using var open = await ProxyFixture.StartAsync(new() { Port = 0, AllowLanAccess = true, AuthMode = AuthMode.Auto, ApiKey = ProxyFixture.Key });

        Assert.Equal(421, (await closed.SendAsync("GET", "/healthz", null, ("Host", Dns.GetHostName()))).Status);
        Assert.Equal(200, (await open.SendAsync("GET", "/healthz", null, ("Host", Dns.GetHostName()))).Status);
        Assert.Equal(421, (await open.SendAsync("GET", "/healthz", null, ("Host", "evil.test"))).Status);
    }

    [Fact]
    public async Task Valid_key_does_not_excuse_a_foreign_host()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync("POST", "/v1/messages", "{}", ("Host", "evil.test"), ("x-api-key", ProxyFixture.Key));

        Assert.Equal(421, reply.Status);
        Assert.Equal("error", reply.Json.GetProperty("type").GetString());
        Assert.Empty(proxy.Runner.Seen);
    }
}
