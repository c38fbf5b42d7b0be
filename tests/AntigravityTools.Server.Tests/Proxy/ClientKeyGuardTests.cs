using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class ClientKeyGuardTests
{
    private const string Body = """{"model":"m"}""";

    private static ProxyConfig With(AuthMode mode, bool lan = false) => new() { Port = 0, ApiKey = ProxyFixture.Key, AuthMode = mode, AllowLanAccess = lan };

    [Theory]
    [InlineData("Authorization", "Bearer " + ProxyFixture.Key, 200)]
    [InlineData("Authorization", "bearer " + ProxyFixture.Key, 200)]
    [InlineData("x-api-key", ProxyFixture.Key, 200)]
    [InlineData("x-goog-api-key", ProxyFixture.Key, 200)]
    [InlineData("api-key", ProxyFixture.Key, 200)]
    [InlineData("Authorization", "Basic " + ProxyFixture.Key, 401)]
    [InlineData("Authorization", "Bearer", 401)]
    [InlineData("x-api-key", "sk-wrong", 401)]
    [InlineData("x-api-key", ProxyFixture.Key + "x", 401)]
    [InlineData("x-other-key", ProxyFixture.Key, 401)]
    public async Task Key_is_found_where_official_clients_put_it(string header, string value, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict));

        var reply = await proxy.SendAsync("POST", "/v1/chat/completions", Body, (header, value));

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? 1 : 0, proxy.Runner.Seen.Count);
    }

    [Fact]
    public async Task Key_in_the_query_counts_and_goes_no_further()
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict));

        var reply = await proxy.SendAsync("POST", $"/v1beta/models/m:streamGenerateContent?alt=sse&key={ProxyFixture.Key}&%6Bey=x&a=%20b", "{}");

        Assert.Equal(200, reply.Status);
        Assert.Equal("?alt=sse&a=%20b", Assert.Single(proxy.Runner.Seen).Query);
    }

    [Fact]
    public async Task One_valid_key_among_several_is_enough()
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict));

        var reply = await proxy.SendAsync("POST", "/v1/messages", Body, ("Authorization", "Bearer other"), ("x-goog-api-key", ProxyFixture.Key), ("x-api-key", "z"));

        Assert.Equal(200, reply.Status);
        Assert.Equal(("default", true), (proxy.Runner.Seen[0].Client.KeyName!, proxy.Runner.Seen[0].Client.IsAuthenticated));
    }

    [Theory]
    [InlineData(AuthMode.Off, false, "GET", "/v1/models", 200)]
    [InlineData(AuthMode.Off, false, "GET", "/healthz", 200)]
    [InlineData(AuthMode.Strict, false, "GET", "/v1/models", 401)]
    [InlineData(AuthMode.Strict, false, "GET", "/healthz", 401)]
    [InlineData(AuthMode.Strict, false, "GET", "/readyz", 401)]
    [InlineData(AuthMode.Strict, false, "HEAD", "/api/hello", 401)]
    [InlineData(AuthMode.Strict, false, "GET", "/nothing", 401)]
    [InlineData(AuthMode.AllExceptHealth, false, "GET", "/v1/models", 401)]
    [InlineData(AuthMode.AllExceptHealth, false, "GET", "/nothing", 401)]
    [InlineData(AuthMode.AllExceptHealth, false, "GET", "/healthz", 200)]
    [InlineData(AuthMode.AllExceptHealth, false, "GET", "/readyz", 503)]
    [InlineData(AuthMode.Auto, false, "GET", "/v1/models", 200)]
    [InlineData(AuthMode.Auto, true, "GET", "/v1/models", 401)]
    [InlineData(AuthMode.Auto, true, "GET", "/healthz", 200)]
    public async Task Mode_says_which_routes_need_a_key(AuthMode mode, bool lan, string method, string path, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync(With(mode, lan));

        Assert.Equal(status, (await proxy.SendAsync(method, path)).Status);
    }

    [Theory]
    [InlineData(AuthMode.Off)]
    [InlineData(AuthMode.AllExceptHealth)]
    public async Task Admin_secret_is_refused_on_the_proxy_in_every_mode(AuthMode mode)
    {
        await using var proxy = await ProxyFixture.StartAsync(With(mode));

        var reply = await proxy.SendAsync("POST", "/v1/chat/completions", Body, ("Authorization", "Bearer " + ProxyFixture.AdminSecret));

        Assert.Equal(401, reply.Status);
        Assert.Equal("invalid_api_key", reply.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.DoesNotContain(ProxyFixture.AdminSecret, reply.Body, StringComparison.Ordinal);
        Assert.Empty(proxy.Runner.Seen);
    }

    [Theory]
    [InlineData("/v1/chat/completions", 401, "error.code", "invalid_api_key")]
    [InlineData("/v1/responses", 401, "error.code", "invalid_api_key")]
    [InlineData("/v1/messages", 401, "error.type", "authentication_error")]
    [InlineData("/v1beta/models/m:generateContent", 400, "error.status", "INVALID_ARGUMENT")]
    public async Task Wrong_key_is_told_in_the_caller_s_shape_and_not_to_be_retried(string path, int status, string field, string value)
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict));

        var reply = await proxy.SendAsync("POST", path, Body, ("x-api-key", "sk-wrong"));

        var element = field.Split('.').Aggregate(reply.Json, (json, name) => json.GetProperty(name));
        Assert.Equal((status, value), (reply.Status, element.GetString()!));
        Assert.Equal("false", reply.Headers["x-should-retry"]);
    }

    [Fact]
    public async Task Wrong_key_does_not_matter_with_authentication_off()
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Off));

        Assert.Equal(200, (await proxy.SendAsync("POST", "/v1/messages", Body, ("x-api-key", "sk-ant-dummy"))).Status);
        Assert.False(proxy.Runner.Seen[0].Client.IsAuthenticated);
    }

    [Fact]
    public async Task Changed_key_counts_from_the_next_request_on()
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict));
        Assert.Equal(200, (await proxy.SendAsync("GET", "/healthz", null, ("x-api-key", ProxyFixture.Key))).Status);

        proxy.Configure(With(AuthMode.Strict) with { ApiKey = "sk-another-0123456789" });

        Assert.Equal(401, (await proxy.SendAsync("GET", "/healthz", null, ("x-api-key", ProxyFixture.Key))).Status);
        Assert.Equal(200, (await proxy.SendAsync("GET", "/healthz", null, ("x-api-key", "sk-another-0123456789"))).Status);
    }

    [Fact]
    public async Task Empty_configured_key_lets_nobody_in()
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict) with { ApiKey = "" });

        Assert.Equal(401, (await proxy.SendAsync("GET", "/healthz", null, ("x-api-key", " "))).Status);
    }

    [Theory]
    [InlineData("", "203.0.113.9", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "not an address", "127.0.0.1")]
    public async Task Forwarded_address_is_believed_only_from_a_trusted_proxy(string trusted, string forwarded, string peer)
    {
        await using var proxy = await ProxyFixture.StartAsync(With(AuthMode.Strict) with { TrustedProxies = trusted.Length == 0 ? [] : [trusted] });

        await proxy.SendAsync("GET", "/healthz", null, ("X-Forwarded-For", forwarded));

        Assert.Contains($"of {peer} was", await proxy.Logs.LineAsync("turned away"), StringComparison.Ordinal);
    }
}
