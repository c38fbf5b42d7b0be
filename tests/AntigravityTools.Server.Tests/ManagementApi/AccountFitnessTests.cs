using System.Text.Json;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>What an account is fit for: which endpoint a model is served at, servers without a model list, the user's own limits.</summary>
public sealed class AccountFitnessTests
{
    private const string Chat = """{"model":"gpt-5.4-pro","messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task ModelServedOnResponsesOnly_IsTranslatedForChat_AfterAnAccountThatSpeaksIt()
    {
        await using var console = await ConsoleFixture.StartAsync(simulated: new SimulatorOptions { AcceptAnyModel = true, OpenAiModels = ["gpt-5.4-pro"] });
        var vendor = await AddAsync(console, "openai", "sk-vendor-0123456789", ""","models":["gpt-5.4-pro"]""");
        await console.Proxy.StartAsync(ProxyFixture.Token);

        Assert.Equal(200, await PostAsync(console, Chat));
        Assert.Equal("/v1/responses", console.Simulator.Requests.Last(request => request.Method == "POST").Path);
        var resolved = await console.CallAsync("POST", "/api/routes/resolve", """{"model":"gpt-5.4-pro","protocol":"openai-chat"}""");
        Assert.Contains("translated to openai-responses", resolved.Json.GetProperty("candidates")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);

        // Another provider serves a model of that name on Chat: there nothing need be translated, so it comes first.
        await AddAsync(console, "openai-compatible", "sk-other-0123456789", ""","models":["gpt-5.4-pro"]""");
        Assert.Equal(200, await PostAsync(console, Chat));
        Assert.Equal(("/v1/chat/completions", "sk-other-0123456789"),
            (console.Simulator.Requests.Last(request => request.Method == "POST").Path, console.Simulator.Requests.Last(request => request.Method == "POST").Credential));
        Assert.NotNull(vendor);
    }

    [Theory]
    [InlineData("openai-compatible", 400)]
    [InlineData("openai-compatible", 404)]
    [InlineData("anthropic-compatible", 405)]
    [InlineData("openai", 404)]
    public async Task ServerWithoutAModelList_IsHealthyAndServesAnyModel(string provider, int status)
    {
        await using var console = await ConsoleFixture.StartAsync(simulated: new SimulatorOptions { AcceptAnyModel = true });
        console.Simulator.Always("sk-one-0123456789", new RawFault(status, """{"error":{"message":"no such page"}}""") { Path = "/models" });
        var id = await AddAsync(console, provider, "sk-one-0123456789");
        await console.Proxy.StartAsync(ProxyFixture.Token);

        Assert.Equal(("ready", 0), await StateAsync(console, id));
        Assert.Equal(200, await PostAsync(console, """{"model":"whatever","messages":[{"role":"user","content":"Hi"}],"max_tokens":50}"""));
        Assert.True((await console.CallAsync("POST", $"/api/accounts/{id}/test")).Json.GetProperty("ok").GetBoolean());
        Assert.Equal(("ready", 0), await StateAsync(console, id));
    }

    [Theory]
    [InlineData("openai-compatible", 404, """{"detail":"Not Found"}""")]
    [InlineData("anthropic-compatible", 404, "<html><body>Not here</body></html>")]
    [InlineData("openai-compatible", 200, "<!doctype html><title>A page</title>")]
    public async Task AddressWhereNothingIs_IsSaidPlainly_AndMended(string provider, int status, string body)
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Simulator.Always("sk-one-0123456789", new RawFault(status, body));
        var id = await AddAsync(console, provider, "sk-one-0123456789");

        var said = (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("status");
        Assert.Equal(("no_access", "Correct the account's base URL."), (said.GetProperty("state").GetString(), said.GetProperty("action").GetString()));
        Assert.StartsWith("The address looks wrong", said.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var tested = (await console.CallAsync("POST", $"/api/accounts/{id}/test")).Json;
        Assert.False(tested.GetProperty("ok").GetBoolean());

        console.Simulator.Always("sk-one-0123456789", new NormalReply());
        var mended = await console.CallAsync("PATCH", "/api/accounts/" + id, $$"""{"base_url":"{{console.Simulator.BaseUrl}}v1/"}""");
        Assert.Equal("ready", mended.Json.GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task ModelListRefusedForTheKey_IsNoMissingList()
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Simulator.Always("AIza-0123456789", new Fault(FaultKind.InvalidCredential) { Path = "/models" });
        var added = await console.CallAsync("POST", "/api/accounts", $$"""{"provider":"gemini","base_url":"{{console.Simulator.GeminiUrl}}","auth":{"type":"api_key","api_key":"AIza-0123456789"} }""");
        Assert.Equal("needs_reauth", added.Json.GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task StatedLimit_IsKept_AndTheClientHearsWhenItEnds()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await AddAsync(console, "openai", "sk-one-0123456789", ""","limits":{"requests_per_day":1}""");
        await console.Proxy.StartAsync(ProxyFixture.Token);
        const string body = """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}""";
        Assert.Equal(200, await PostAsync(console, body));

        using var refused = await SendAsync(console, body);

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Single(console.Simulator.Requests, request => request.Method == "POST");
        var status = (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("status");
        Assert.Equal("out_of_quota", status.GetProperty("state").GetString());
        Assert.Contains("Your own limit of 1 requests per day is reached", status.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BulkRefresh_SaysOfEachWhatItFound_AndABadCallNamesOnlyWhatIsWrong()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var (good, bad) = (await AddAsync(console, "openai", "sk-good-0123456789"), await AddAsync(console, "openai", "sk-bad-0123456789"));
        console.Simulator.Always("sk-bad-0123456789", new Fault(FaultKind.InvalidCredential));
        var results = (await console.CallAsync("POST", "/api/accounts/bulk", $$"""{"ids":["{{good}}","{{bad}}"],"action":"refresh"}""")).Json.GetProperty("results");
        Assert.Equal([true, false], results.EnumerateArray().Select(result => result.GetProperty("ok").GetBoolean()));
        var (state, models) = await StateAsync(console, good);
        Assert.Equal("ready", state);
        Assert.Equal(("needs_reauth", models), await StateAsync(console, bad));
        Assert.Equal(["ids"], (await console.CallAsync("POST", "/api/accounts/bulk", """{"action":"refresh"}""")).Fields);
        Assert.Equal(["action"], (await console.CallAsync("POST", "/api/accounts/bulk", """{"ids":[],"action":"dance"}""")).Fields);
    }

    private static async Task<string> AddAsync(ConsoleFixture console, string provider, string key, string more = "")
    {
        var address = provider.StartsWith("anthropic", StringComparison.Ordinal) ? console.Simulator.AnthropicUrl : console.Simulator.OpenAiUrl;
        var added = await console.CallAsync("POST", "/api/accounts", $$"""{"provider":"{{provider}}","base_url":"{{address}}","auth":{"type":"api_key","api_key":"{{key}}"}{{more}} }""");
        Assert.Equal(201, added.Status);
        return added.Json.GetProperty("id").GetString()!;
    }

    private static async Task<(string, int)> StateAsync(ConsoleFixture console, string id)
    {
        var account = (await console.CallAsync("GET", "/api/accounts/" + id)).Json;
        return (account.GetProperty("status").GetProperty("state").GetString()!, account.GetProperty("models").GetArrayLength());
    }

    private static async Task<int> PostAsync(ConsoleFixture console, string body)
    {
        using var reply = await SendAsync(console, body);
        return (int)reply.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(ConsoleFixture console, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(console.Proxy.Status.Url!), "/v1/chat/completions")) { Content = new StringContent(body, null, "application/json") };
        return await console.Client.SendAsync(request, ProxyFixture.Token);
    }
}
