namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class PinCallsTests
{
    [Fact]
    public async Task Pin_IsShownChoosesTheAccountAndComesOff()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var one = await console.AddAccountAsync("sk-one-0123456789");
        var two = await console.AddAccountAsync("sk-two-0123456789");
        foreach (var id in (string[])[one, two, one])
        {
            var reply = await console.CallAsync("POST", $"/api/accounts/{id}/pin");
            Assert.Equal((200, true), (reply.Status, reply.Json.GetProperty("pinned").GetBoolean()));
            var route = (await console.CallAsync("POST", "/api/routes/resolve", """{"model":"gpt-5.4","protocol":"openai-chat"}""")).Json;
            Assert.Equal(id, route.GetProperty("chosen").GetString());
            Assert.Single((await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").EnumerateArray(), account => account.GetProperty("pinned").GetBoolean());
        }

        Assert.False((await console.CallAsync("POST", $"/api/accounts/{one}/pin", """{"pinned":false}""")).Json.GetProperty("pinned").GetBoolean());
        await console.CallAsync("POST", $"/api/accounts/{one}/pin");
        Assert.False((await console.CallAsync("DELETE", $"/api/accounts/{one}/pin")).Json.GetProperty("pinned").GetBoolean());
    }

    [Fact]
    public async Task Pin_OfNobodyOrWithNonsense_IsRefused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-one-0123456789");
        Assert.Equal(404, (await console.CallAsync("POST", "/api/accounts/acc_none/pin")).Status);
        Assert.Equal(["pinned"], (await console.CallAsync("POST", $"/api/accounts/{id}/pin", """{"pinned":"yes"}""")).Fields);
    }
}
