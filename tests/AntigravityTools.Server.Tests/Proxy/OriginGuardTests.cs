using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class OriginGuardTests
{
    private const string Body = """{"model":"m"}""";

    private static readonly ProxyConfig Config = new()
    {
        Port = 0, ApiKey = ProxyFixture.Key, AllowedOrigins = ["https://app.test", "app://", "http://localhost:*"],
    };

    [Theory]
    [InlineData("https://app.test", 200)]
    [InlineData("HTTPS://APP.TEST", 200)]
    [InlineData("app://obsidian.md", 200)]
    [InlineData("http://localhost:3000", 200)]
    [InlineData("http://localhost", 200)]
    [InlineData("https://evil.test", 403)]
    [InlineData("https://app.test.evil.test", 403)]
    [InlineData("https://app.test:444", 403)]
    [InlineData("http://localhost.evil.test", 403)]
    [InlineData("http://localhost:3000.evil.test", 403)]
    [InlineData("http://localhost:", 403)]
    [InlineData("null", 403)]
    public async Task Origin_without_a_key_must_be_allowed(string origin, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync(Config);

        var reply = await proxy.SendAsync("POST", "/v1/chat/completions", Body, ("Origin", origin));

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? 1 : 0, proxy.Runner.Seen.Count);
        Assert.Equal(status == 200 ? origin : null, reply.Headers.GetValueOrDefault("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", reply.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_the_listener_itself_may_call()
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0 });

        Assert.Equal(200, (await proxy.SendAsync("POST", "/v1/messages", Body, ("Origin", proxy.Url.GetLeftPart(UriPartial.Authority)))).Status);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-origin", 200)]
    [InlineData("none", 200)]
    public async Task Browser_s_word_on_the_site_counts_without_an_origin(string site, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync(Config);

        Assert.Equal(status, (await proxy.SendAsync("GET", "/v1/models", null, ("Sec-Fetch-Site", site))).Status);
    }

    [Fact]
    public async Task Valid_key_excuses_a_foreign_origin_also_with_authentication_off()
    {
        await using var proxy = await ProxyFixture.StartAsync(Config);

        var right = await proxy.SendAsync("POST", "/v1/messages", Body, ("Origin", "https://evil.test"), ("x-api-key", ProxyFixture.Key));
        var wrong = await proxy.SendAsync("POST", "/v1/messages", Body, ("Origin", "https://evil.test"), ("x-api-key", "sk-wrong"));

        Assert.Equal(200, right.Status);
        Assert.DoesNotContain("Access-Control-Allow-Origin", right.Headers.Keys);
        Assert.Equal(403, wrong.Status);
        Assert.Equal("permission_error", wrong.Json.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Preflight_of_an_allowed_origin_is_answered_without_a_key()
    {
        await using var proxy = await ProxyFixture.StartAsync(Config with { AuthMode = AuthMode.Strict });

        var reply = await proxy.SendAsync(
            "OPTIONS", "/v1/chat/completions", null, ("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization, content-type"), ("Access-Control-Request-Private-Network", "true"));

        Assert.Equal(204, reply.Status);
        Assert.Equal("http://localhost:3000", reply.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("POST", reply.Headers["Access-Control-Allow-Methods"]);
        Assert.Equal("authorization, content-type", reply.Headers["Access-Control-Allow-Headers"]);
        Assert.Equal("true", reply.Headers["Access-Control-Allow-Private-Network"]);
        Assert.Equal("Origin", reply.Headers["Vary"]);
    }

    [Fact]
    public async Task Preflight_of_a_foreign_origin_gets_no_permission()
    {
        await using var proxy = await ProxyFixture.StartAsync(Config);

        var reply = await proxy.SendAsync(
            "OPTIONS", "/v1/chat/completions", null, ("Origin", "https://evil.test"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(403, reply.Status);
        Assert.DoesNotContain("Access-Control-Allow-Origin", reply.Headers.Keys);
    }

    [Fact]
    public async Task Answer_exposes_the_gateway_s_headers_to_an_allowed_page()
    {
        await using var proxy = await ProxyFixture.StartAsync(Config);

        var reply = await proxy.SendAsync("POST", "/v1/chat/completions", Body, ("Origin", "https://app.test"));

        Assert.Contains("x-antigravity-request-id", reply.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.Contains("x-antigravity-trace-id", reply.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.Contains("x-antigravity-token-count", reply.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.Contains("retry-after", reply.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.Equal("1", reply.Headers["x-antigravity-attempts"]);
    }
}
