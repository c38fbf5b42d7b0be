using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Configuration, proxy, routes, providers, about, and what holds for every call.</summary>
public sealed class SettingsCallsTests
{
    [Fact]
    public async Task Config_IsPatchedAsAWholeAndHot()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var whole = (await console.CallAsync("GET", "/api/config")).Json;
        Assert.Equal(["proxy", "console", "scheduling", "routing", "recording", "telemetry", "ui"], whole.EnumerateObject().Select(section => section.Name));
        Assert.Equal("balance", whole.GetProperty("scheduling").GetProperty("strategy").GetString());

        var patched = await console.CallAsync("PATCH", "/api/config", """{"scheduling":{"strategy":"priority"},"ui":{"theme":"dark"}}""", "application/merge-patch+json");
        Assert.Equal((200, "priority"), (patched.Status, patched.Json.GetProperty("scheduling").GetProperty("strategy").GetString()));
        Assert.Equal("dark", console.Config.Current.Ui.Theme);
    }

    [Fact]
    public async Task WrongConfig_ListsEveryFieldAndChangesNothing()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var before = (await console.CallAsync("GET", "/api/config")).Body;
        var reply = await console.CallAsync("PATCH", "/api/config", """{"proxy":{"port":70000,"bogus":1},"scheduling":{"strategy":"magic"},"ui":{"theme":"dark"}}""");
        Assert.Equal(400, reply.Status);
        Assert.Equal(["proxy.bogus", "proxy.port", "scheduling.strategy"], reply.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(before, (await console.CallAsync("GET", "/api/config")).Body);

        var open = await console.CallAsync("PATCH", "/api/config", """{"proxy":{"allow_lan_access":true,"auth_mode":"off"}}""");
        Assert.Equal(["proxy.auth_mode"], open.Fields);
    }

    [Fact]
    public async Task AdminPassword_NeverComesBack()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("PATCH", "/api/config", """{"console":{"admin_password":"a long password"}}""");
        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("password", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_StartsAndStops()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var stopped = (await console.CallAsync("GET", "/api/proxy")).Json;
        Assert.Equal(("stopped", null), (stopped.GetProperty("state").GetString(), stopped.GetProperty("url").GetString()));

        var running = await console.CallAsync("POST", "/api/proxy/start");
        Assert.Equal((200, "running"), (running.Status, running.Json.GetProperty("state").GetString()));
        var url = running.Json.GetProperty("url").GetString();
        Assert.Equal(200, (await console.SendAsync("GET", url + "/healthz", null, null)).Status);

        Assert.Equal("stopped", (await console.CallAsync("POST", "/api/proxy/stop")).Json.GetProperty("state").GetString());
        await Assert.ThrowsAsync<HttpRequestException>(() => console.SendAsync("GET", url + "/healthz", null, null));
    }

    [Fact]
    public async Task NewClientKey_ReplacesTheOldOne()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var key = (await console.CallAsync("POST", "/api/proxy/api-key")).Json.GetProperty("api_key").GetString()!;
        Assert.StartsWith("sk-", key, StringComparison.Ordinal);
        Assert.NotEqual(ConsoleFixture.ClientKey, key);
        Assert.Equal(key, console.Config.Current.Proxy.ApiKey);
        Assert.Equal(403, (await console.SendAsync("GET", "/api/about", null, null, ("Authorization", "Bearer " + key))).Status);
        Assert.Equal(401, (await console.SendAsync("GET", "/api/about", null, null, ("Authorization", "Bearer " + ConsoleFixture.ClientKey))).Status);
    }

    [Fact]
    public async Task Routes_AreReplacedAndResolved()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-one-0123456789");
        var put = await console.CallAsync("PUT", "/api/routes", """{"rules":[{"match":"claude-*","model":"gpt-5.4","fallbacks":["gpt-5.4-mini"]}]}""");
        Assert.Equal((200, "claude-*"), (put.Status, put.Json.GetProperty("rules")[0].GetProperty("match").GetString()));
        Assert.Equal(put.Body, (await console.CallAsync("GET", "/api/routes")).Body);

        var route = (await console.CallAsync("POST", "/api/routes/resolve", """{"model":"claude-x","protocol":"openai-chat","stream":true}""")).Json;
        Assert.Equal(("gpt-5.4", "claude-*", id),
            (route.GetProperty("resolved_model").GetString(), route.GetProperty("rule").GetString(), route.GetProperty("chosen").GetString()));
        var candidate = Assert.Single(route.GetProperty("candidates").EnumerateArray());
        Assert.Equal((id, "Mine", true), (candidate.GetProperty("account_id").GetString(), candidate.GetProperty("account").GetString(), candidate.GetProperty("eligible").GetBoolean()));
        Assert.True(candidate.TryGetProperty("reason", out _) && candidate.TryGetProperty("score", out _));
    }

    [Fact]
    public async Task UnusableCandidate_SaysWhy()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-one-0123456789");
        console.Simulator.Script("sk-one-0123456789", new Fault(FaultKind.InvalidCredential));
        await console.CallAsync("POST", $"/api/accounts/{id}/test");
        var route = (await console.CallAsync("POST", "/api/routes/resolve", """{"model":"gpt-5.4","protocol":"openai-chat"}""")).Json;
        var candidate = route.GetProperty("candidates")[0];
        Assert.False(candidate.GetProperty("eligible").GetBoolean());
        Assert.NotEqual("", candidate.GetProperty("reason").GetString());
        Assert.Null(route.GetProperty("chosen").GetString());
        Assert.False(route.TryGetProperty("rule", out _));
    }

    [Fact]
    public async Task WrongRoutes_AreNamed()
    {
        await using var console = await ConsoleFixture.StartAsync();
        Assert.Equal(400, (await console.CallAsync("PUT", "/api/routes", """{"rules":[{"match":"x"}]}""")).Status);
        Assert.Equal(["rules"], (await console.CallAsync("PUT", "/api/routes", """{"regels":[]}""")).Fields);
        Assert.Equal(["model", "protocol"], (await console.CallAsync("POST", "/api/routes/resolve", """{"protocol":"klingon"}""")).Fields);
    }

    [Fact]
    public async Task Providers_SayWhatTheyNeed()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var providers = (await console.CallAsync("GET", "/api/providers")).Json.GetProperty("providers").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal("ANTHROPIC_API_KEY", providers["anthropic"].GetProperty("environment_key").GetString());
        Assert.True(providers["openai-compatible"].GetProperty("needs_base_url").GetBoolean());
        Assert.Contains("Ollama", providers["openai-compatible"].GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("name").GetString()));
        Assert.Equal("2026-01-01", (await console.CallAsync("GET", "/api/about")).Json.GetProperty("prices_version").GetString());
    }

    [Fact]
    public async Task BrokenJson_NamesThePlace()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("PATCH", "/api/config", "{\n  \"proxy\": {,}\n}");
        Assert.Equal(400, reply.Status);
        Assert.Contains("at line 2, byte 13", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(400, (await console.CallAsync("PATCH", "/api/config", "")).Status);
        Assert.Contains("proxy", (await console.CallAsync("PATCH", "/api/config", """{"proxy":{},"proxy":{}}""")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/accounts", "text/plain")]
    [InlineData("PATCH", "/api/config", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/api/proxy/stop", "text/plain")]
    [InlineData("PUT", "/api/routes", null)]
    public async Task BodyThatIsNoJson_IsRefused(string method, string path, string? type)
    {
        await using var console = await ConsoleFixture.StartAsync();
        Assert.Equal(415, (await console.CallAsync(method, path, "{}", type!)).Status);
    }

    [Fact]
    public async Task HugeBody_IsTooLarge()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.SendAsync("POST", "/api/accounts/import", "[" + new string(' ', 16 << 20) + "]", "application/json",
            ("Authorization", "Bearer " + ConsoleFixture.AdminKey), ("Expect", "100-continue"));
        Assert.Equal((413, "application/problem+json"), (reply.Status, reply.Headers["Content-Type"]));
    }

    [Fact]
    public async Task UnknownCall_IsAProblemToo()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var path in new[] { "/api/nothing", "/api/accounts/x/y/z", "/api/nothing", "/api" })
        {
            var reply = await console.CallAsync("GET", path);
            Assert.Equal((404, "application/problem+json"), (reply.Status, reply.Headers["Content-Type"]));
        }

        var method = await console.CallAsync("DELETE", "/api/config");
        Assert.Equal((405, "application/problem+json"), (method.Status, method.Headers["Content-Type"]));
        Assert.Contains("PATCH", method.Detail, StringComparison.Ordinal);
    }
}
