using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Usage;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class PriceCallsTests
{
    [Fact]
    public async Task Table_SaysVersionSourceAndWhoSetEachPrice()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var table = (await console.CallAsync("GET", "/api/prices")).Json;
        Assert.Equal("USD per million tokens", table.GetProperty("unit").GetString());
        Assert.NotEmpty(table.GetProperty("source").GetString()!);
        var price = table.GetProperty("models").GetProperty("gpt-4o");
        Assert.Equal(("shipped", 2.5m, 10m), (price.GetProperty("origin").GetString(), price.GetProperty("input").GetDecimal(), price.GetProperty("output").GetDecimal()));

        var changed = (await console.CallAsync("PUT", "/api/prices", """{"models":{"gpt-4o":{"input":1,"output":2,"reasoning":3},"house":{"input":0,"output":0}}}""")).Json.GetProperty("models");
        var mine = changed.GetProperty("gpt-4o");
        Assert.Equal(("user", 1m, 3m, 2.5m), (mine.GetProperty("origin").GetString(), mine.GetProperty("input").GetDecimal(), mine.GetProperty("reasoning").GetDecimal(), mine.GetProperty("shipped").GetProperty("input").GetDecimal()));
        Assert.False(changed.GetProperty("house").TryGetProperty("shipped", out _));
    }

    [Fact]
    public async Task WholeTableSentBack_ChangesNothing()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("PUT", "/api/prices", """{"models":{"house":{"input":1,"output":2}}}""");
        var before = (await console.CallAsync("GET", "/api/prices")).Body;
        var reply = await console.CallAsync("PUT", "/api/prices", before);
        Assert.Equal((200, before), (reply.Status, reply.Body));
        var emptied = (await console.CallAsync("PUT", "/api/prices", """{"models":{"house":null}}""")).Json.GetProperty("models");
        Assert.False(emptied.TryGetProperty("house", out _));
        Assert.All(emptied.EnumerateObject(), price => Assert.Equal("shipped", price.Value.GetProperty("origin").GetString()));
    }

    [Fact]
    public async Task WrongPrices_ListEveryFieldAndChangeNothing()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("PUT", "/api/prices", """{"models":{"a":{"input":-1,"output":1},"b":{"input":1},"c":7,"d":{"input":1,"output":1}}}""");
        Assert.Equal((400, "models.a.input models.b.output models.c"), (reply.Status, string.Join(' ', reply.Fields)));
        Assert.False((await console.CallAsync("GET", "/api/prices")).Json.GetProperty("models").TryGetProperty("d", out _));
        Assert.Equal(["models"], (await console.CallAsync("PUT", "/api/prices", "[]")).Fields);
    }

    [Fact]
    public async Task Change_HoldsFromNowOnAndLeavesHistoryAlone()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.AddAccountAsync("sk-upstream-0123456789");
        await console.CallAsync("POST", "/api/proxy/start");
        await ChatAsync(console);
        await console.CallAsync("PUT", "/api/prices", """{"models":{"gpt-5.4":{"input":1000,"output":1000}}}""");
        await ChatAsync(console);
        var rows = (await console.CallAsync("GET", "/api/requests")).Json.GetProperty("items");
        var usage = rows[0].GetProperty("usage");
        var tokens = usage.GetProperty("input_tokens").GetInt64() + usage.GetProperty("output_tokens").GetInt64();
        Assert.Equal(tokens / 1000m, rows[0].GetProperty("cost_usd").GetDecimal());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("cost_usd").ValueKind);
        Assert.Equal(tokens / 1000m, (await console.CallAsync("GET", "/api/stats/summary")).Json.GetProperty("cost_usd").GetDecimal());
    }

    [Fact]
    public async Task OwnPrices_SurviveARestart()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("PUT", "/api/prices", """{"models":{"house":{"input":1.5,"output":2,"cache_read":0.1}}}""");
        using var restarted = new PriceCommands(new PriceList(), console.Settings);
        await restarted.LoadAsync(ProxyFixture.Token);
        Assert.Equal(0.1m, restarted.List().Single(price => price.Model == "house").Price.CacheRead);
    }

    private static async Task ChatAsync(ConsoleFixture console)
    {
        using var feed = console.WatchFeed();
        await console.SendAsync("POST", console.Proxy.Status.Url + "/v1/chat/completions", """{"model":"gpt-5.4","messages":[{"role":"user","content":"Say hello."}]}""", "application/json");
        await feed.News.ReadAsync(ProxyFixture.Token);
    }
}
