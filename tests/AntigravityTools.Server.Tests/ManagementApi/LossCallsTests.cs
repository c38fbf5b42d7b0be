using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>What a translation could not carry is kept with the request, whether it was answered or refused for it.</summary>
public sealed class LossCallsTests
{
    private const string Body = """{"model":"gpt-5.4","max_tokens":64,"top_k":5,"stop_sequences":["END"],"messages":[{"role":"user","content":"Say hello."}]}""";

    [Theory]
    [InlineData("0", 200, "ok")]
    [InlineData("1", 400, "bad_request")]
    public async Task Loss_IsShownWithItsRequest(string strict, int status, string verdict)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.AddAccountAsync("sk-upstream-0123456789", ",\"protocols\":[\"openai-chat\"]");
        await console.CallAsync("POST", "/api/proxy/start");
        using var feed = console.WatchFeed();

        var answer = await console.SendAsync("POST", console.Proxy.Status.Url + "/v1/messages", Body, "application/json", ("x-antigravity-strict", strict));
        await feed.News.ReadAsync(ProxyFixture.Token);
        var row = (await console.CallAsync("GET", "/api/requests")).Json.GetProperty("items")[0];
        var whole = (await console.CallAsync("GET", "/api/requests/" + row.GetProperty("id").GetString())).Json;

        Assert.Equal((status, status, verdict), (answer.Status, row.GetProperty("status").GetInt32(), row.GetProperty("verdict").GetString()));
        var loss = Assert.Single(whole.GetProperty("loss").EnumerateArray());
        Assert.Equal(("top_k", "dropped"), (loss.GetProperty("field").GetString(), loss.GetProperty("what").GetString()));
        Assert.NotEmpty(loss.GetProperty("why").GetString()!);
    }
}
