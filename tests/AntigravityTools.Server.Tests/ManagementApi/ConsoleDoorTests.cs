using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class ConsoleDoorTests
{
    private const string Bearer = "Bearer " + ConsoleFixture.AdminKey;

    [Fact]
    public async Task NoSecret_IsAskedForTheAdminKey()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var path in new[] { "/api/accounts", "/api/config", "/openapi/v1.json", "/_blazor/negotiate", "/", "/api/no-such-call" })
        {
            var reply = await console.SendAsync("GET", path, null, null);
            Assert.Equal(401, reply.Status);
            Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
            Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
            Assert.Contains("admin.key", reply.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WrongSecret_IsRefused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        Assert.Equal(401, (await console.SendAsync("GET", "/api/accounts", null, null, ("Authorization", Bearer + "x"))).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/accounts", null, null, ("Authorization", "Basic " + ConsoleFixture.AdminKey))).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/accounts?key=" + ConsoleFixture.AdminKey, null, null)).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/accounts", null, null, ("x-api-key", ConsoleFixture.AdminKey))).Status);
    }

    [Fact]
    public async Task ClientKey_HasNoBusinessHere()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var header in new[] { ("Authorization", "Bearer " + ConsoleFixture.ClientKey), ("x-api-key", ConsoleFixture.ClientKey), ("x-goog-api-key", ConsoleFixture.ClientKey) })
        {
            Assert.Equal(403, (await console.SendAsync("GET", "/api/accounts", null, null, header)).Status);
        }

        Assert.Equal(403, (await console.SendAsync("GET", "/api/config?key=" + ConsoleFixture.ClientKey, null, null)).Status);
    }

    [Fact]
    public async Task Healthz_NeedsNoKeyButAHost()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.SendAsync("GET", "/healthz", null, null);
        Assert.Equal((200, "ok"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        Assert.Equal(421, (await console.SendAsync("GET", "/healthz", null, null, ("Host", "evil.example"))).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example:8046")]
    [InlineData("192.0.2.1:8046")]
    public async Task ForeignHost_IsMisdirected(string host)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.SendAsync("GET", "/api/accounts", null, null, ("Authorization", Bearer), ("Host", host));
        Assert.Equal(421, reply.Status);
        Assert.Contains("console.allowed_hosts", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredHost_IsServed()
    {
        var config = GatewayConfig.Default with { Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey }, Console = new() { AllowedHosts = ["nas.example"] } };
        await using var console = await ConsoleFixture.StartAsync(config);
        Assert.Equal(200, (await console.SendAsync("GET", "/api/accounts", null, null, ("Authorization", Bearer), ("Host", "nas.example:8046"))).Status);
    }

    [Fact]
    public async Task PageOfAnotherSite_IsRefusedEvenWithTheKey()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var header in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://127.0.0.1:1") })
        {
            Assert.Equal(403, (await console.SendAsync("POST", "/api/proxy/stop", null, null, ("Authorization", Bearer), header)).Status);
            Assert.Equal(403, (await console.SendAsync("GET", "/_blazor", null, null, ("Authorization", Bearer), header)).Status);
            Assert.Equal(403, (await console.SendAsync("GET", "/login?token=x", null, null, header)).Status);
        }
    }

    [Fact]
    public async Task AllowedOrigin_MayUseTheKeyButNotAPersonsCookie()
    {
        var config = GatewayConfig.Default with { Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey, AllowedOrigins = ["http://localhost:*"] } };
        await using var console = await ConsoleFixture.StartAsync(config);
        var cookie = await SignInByLinkAsync(console);
        var origin = ("Origin", "http://localhost:3000");
        var withKey = await console.SendAsync("GET", "/api/about", null, null, ("Authorization", Bearer), origin);
        Assert.Equal(200, withKey.Status);
        Assert.DoesNotContain("Access-Control-Allow-Origin", withKey.Headers.Keys);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/about", null, null, ("Cookie", cookie), origin)).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/_blazor", null, null, ("Cookie", cookie), origin)).Status);
    }

    [Fact]
    public async Task LoginLink_SignsInOnce()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var link = "/login?token=" + console.Access.Tokens.Mint();
        var first = await console.SendAsync("GET", link, null, null);
        Assert.Equal((302, "/"), (first.Status, first.Headers["Location"]));
        var cookie = first.Headers["Set-Cookie"];
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(cookie.Split(';')[0].Split('=')[1].Length >= 43);
        Assert.Equal("the pages", (await console.SendAsync("GET", "/", null, null, ("Cookie", cookie.Split(';')[0]))).Body);

        var second = await console.SendAsync("GET", link, null, null);
        Assert.Equal(401, second.Status);
        Assert.DoesNotContain("Set-Cookie", second.Headers.Keys);
    }

    [Fact]
    public async Task SignedOut_TheCookieIsWorthNothing()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var cookie = ("Cookie", await SignInByLinkAsync(console));
        Assert.Equal(200, (await console.SendAsync("GET", "/api/about", null, null, cookie)).Status);
        await console.SendAsync("GET", "/logout", null, null, cookie, ("Sec-Fetch-Site", "same-site"));
        Assert.Equal(200, (await console.SendAsync("GET", "/api/about", null, null, cookie)).Status);
        Assert.Equal(303, (await console.SendAsync("POST", "/logout", null, null, cookie)).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/about", null, null, cookie)).Status);
    }

    [Fact]
    public async Task PageWithoutSession_AsksForTheKeyAndTakesIt()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var page = await console.SendAsync("GET", "/accounts", null, null, ("Accept", "text/html,*/*"));
        Assert.Equal(401, page.Status);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("action=\"/login\"", page.Body, StringComparison.Ordinal);
        Assert.Equal("DENY", page.Headers["X-Frame-Options"]);

        var signedIn = await console.SendAsync("POST", "/login", "key=" + ConsoleFixture.AdminKey, "application/x-www-form-urlencoded");
        Assert.Equal((303, "/"), (signedIn.Status, signedIn.Headers["Location"]));
        var json = await console.SendAsync("POST", "/login", $$"""{"key":"{{ConsoleFixture.AdminKey}}"}""", "application/json");
        Assert.Equal(204, json.Status);
        Assert.Equal(200, (await console.SendAsync("GET", "/api/about", null, null, ("Cookie", json.Headers["Set-Cookie"].Split(';')[0]))).Status);
    }

    [Fact]
    public async Task AdminPassword_SignsInWhereThereIsOne()
    {
        var config = GatewayConfig.Default with
        {
            Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey }, Console = new() { AdminPasswordHash = AdminPassword.Hash("correct horse") },
        };
        await using var console = await ConsoleFixture.StartAsync(config);
        Assert.Equal(204, (await console.SendAsync("POST", "/login", """{"key":"correct horse"}""", "application/json")).Status);
        Assert.Equal(401, (await console.SendAsync("POST", "/login", """{"key":"wrong horse"}""", "application/json")).Status);
    }

    [Fact]
    public async Task ManyWrongKeys_CloseTheLogin()
    {
        await using var console = await ConsoleFixture.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, (await console.SendAsync("POST", "/login", """{"key":"guess"}""", "application/json")).Status);
        }

        var right = await console.SendAsync("POST", "/login", $$"""{"key":"{{ConsoleFixture.AdminKey}}"}""", "application/json");
        Assert.Equal(429, right.Status);
        Assert.InRange(int.Parse(right.Headers["Retry-After"], null), 1, 60);
        Assert.Equal(200, (await console.CallAsync("GET", "/api/about")).Status);
    }

    private static async Task<string> SignInByLinkAsync(ConsoleFixture console)
    {
        var reply = await console.SendAsync("GET", "/login?token=" + console.Access.Tokens.Mint(), null, null);
        return reply.Headers["Set-Cookie"].Split(';')[0];
    }
}
