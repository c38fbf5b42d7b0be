using System.Text.Json;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class CaptureCallsTests
{
    private const string Upstream = "sk-upstream-0123456789";

    [Fact]
    public async Task OffByDefault_KeepsNoBody()
    {
        await using var console = await StartedAsync();
        var id = await ChatAsync(console, "Say hello.");
        Assert.Equal(404, (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Status);
        var status = (await console.CallAsync("GET", "/api/capture")).Json;
        Assert.Equal((false, 0, JsonValueKind.Null), (status.GetProperty("active").GetBoolean(), status.GetProperty("kept").GetInt32(), status.GetProperty("until").ValueKind));
    }

    [Fact]
    public async Task SwitchedOn_KeepsWhatTheClientSentAndGot()
    {
        await using var console = await StartedAsync();
        var status = (await console.CallAsync("POST", "/api/capture", """{"minutes":5,"max_bytes":1000000}""")).Json;
        Assert.Equal((true, 1_000_000), (status.GetProperty("active").GetBoolean(), status.GetProperty("max_bytes").GetInt32()));
        var id = await CapturedAsync(console, "Say hello.");
        var capture = (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Json;
        Assert.Equal((id, "openai-chat"), (capture.GetProperty("id").GetString(), capture.GetProperty("protocol").GetString()));
        Assert.Equal(Body("gpt-5.4", "Say hello."), capture.GetProperty("request").GetProperty("body").GetString());
        Assert.Equal(200, capture.GetProperty("response").GetProperty("status").GetInt32());
        Assert.Contains("\"choices\"", capture.GetProperty("response").GetProperty("body").GetString(), StringComparison.Ordinal);
        var export = await console.CallAsync("GET", "/api/capture/export");
        Assert.Equal(("application/x-ndjson", id), (export.Headers["Content-Type"], JsonDocument.Parse(export.Body.Trim()).RootElement.GetProperty("id").GetString()));

        Assert.Equal(204, (await console.CallAsync("DELETE", $"/api/requests/{id}/capture")).Status);
        Assert.Equal(404, (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Status);
        Assert.Equal(404, (await console.CallAsync("DELETE", $"/api/requests/{id}/capture")).Status);
    }

    [Fact]
    public async Task StreamedAnswer_IsKeptAsItWasSent()
    {
        await using var console = await StartedAsync();
        await console.CallAsync("POST", "/api/capture");
        var id = await CapturedAsync(console, "Say hello.", more: ",\"stream\":true");
        var answer = (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Json.GetProperty("response");
        Assert.StartsWith("data: {", answer.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", answer.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("text/event-stream", answer.GetProperty("content_type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreTakenOutOfWhatIsKept()
    {
        await using var console = await StartedAsync();
        console.Simulator.Always(Upstream, new RawFault(400, $$$"""{"error":{"message":"Key {{{Upstream}}} may not.","type":"invalid_request_error"}}"""));
        await console.CallAsync("POST", "/api/capture");
        var id = await CapturedAsync(console, $"My key is sk-proj-0123456789abcdef, theirs is {Upstream}, yours {ConsoleFixture.AdminKey}.",
            headers: ("x-secret-note", "Bearer abcdef0123456789"));
        var capture = await console.CallAsync("GET", $"/api/requests/{id}/capture");
        Assert.DoesNotContain("0123456789", capture.Body, StringComparison.Ordinal);
        Assert.True(capture.Json.GetProperty("request").GetProperty("redacted").GetBoolean());
        Assert.DoesNotContain(ConsoleFixture.ClientKey, capture.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", (await console.CallAsync("GET", "/api/capture/export")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_EndsByTime()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var console = await StartedAsync(time);
        await console.CallAsync("POST", "/api/capture", """{"minutes":1}""");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False((await console.CallAsync("GET", "/api/capture")).Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Session_EndsBySize()
    {
        await using var console = await StartedAsync();
        await console.CallAsync("POST", "/api/capture", """{"max_bytes":10}""");
        var first = await CapturedAsync(console, "One");
        Assert.Equal(200, (await console.CallAsync("GET", $"/api/requests/{first}/capture")).Status);
        var second = await ChatAsync(console, "Two");
        Assert.Equal(404, (await console.CallAsync("GET", $"/api/requests/{second}/capture")).Status);
        Assert.False((await console.CallAsync("GET", "/api/capture")).Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Stop_KeepsBodiesUnlessTheyAreToGoToo()
    {
        await using var console = await StartedAsync();
        await console.CallAsync("POST", "/api/capture");
        await CapturedAsync(console, "One");
        var stopped = (await console.CallAsync("DELETE", "/api/capture")).Json;
        Assert.Equal((false, 1), (stopped.GetProperty("active").GetBoolean(), stopped.GetProperty("kept").GetInt32()));
        Assert.Equal(0, (await console.CallAsync("DELETE", "/api/capture?bodies=true")).Json.GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task ClearedHistory_TakesItsBodiesWithIt()
    {
        await using var console = await StartedAsync();
        await console.CallAsync("POST", "/api/capture");
        var id = await CapturedAsync(console, "One");
        Assert.Equal(200, (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Status);
        await console.CallAsync("DELETE", "/api/requests");
        Assert.Equal(404, (await console.CallAsync("GET", $"/api/requests/{id}/capture")).Status);
    }

    [Fact]
    public async Task WrongOrder_ListsEveryField()
    {
        await using var console = await ConsoleFixture.StartAsync();
        Assert.Equal(["minutes", "max_bytes"], (await console.CallAsync("POST", "/api/capture", """{"minutes":0,"max_bytes":-1}""")).Fields);
        Assert.Equal(["minutes", "max_bytes"], (await console.CallAsync("POST", "/api/capture", """{"minutes":"long","max_bytes":1.5}""")).Fields);
        Assert.Equal(400, (await console.CallAsync("POST", "/api/capture", "[]")).Status);
        Assert.False((await console.CallAsync("GET", "/api/capture")).Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Replay_AsksTheOtherAccountAndBringsBothAnswers()
    {
        await using var console = await StartedAsync();
        var other = await console.AddAccountAsync("sk-other-0123456789");
        console.Simulator.Always("sk-other-0123456789", new RawFault(400, """{"error":{"message":"Not with me.","type":"invalid_request_error"}}"""));
        await console.CallAsync("POST", "/api/capture");
        var accounts = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("id").GetString()!);
        var mine = accounts.Single(account => account != other);
        await console.CallAsync("POST", $"/api/accounts/{mine}/pin");
        var id = await CapturedAsync(console, "Say hello.");

        var replay = (await console.CallAsync("POST", $"/api/requests/{id}/replay", $$"""{"account_id":"{{other}}"}""")).Json;
        Assert.Equal((400, other), (replay.GetProperty("status").GetInt32(), replay.GetProperty("account_id").GetString()));
        Assert.Contains("Not with me.", replay.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal((200, id), (replay.GetProperty("original").GetProperty("status").GetInt32(), replay.GetProperty("original").GetProperty("id").GetString()));
        var record = (await console.CallAsync("GET", "/api/requests/" + replay.GetProperty("id").GetString())).Json;
        Assert.Equal((other, 400), (record.GetProperty("account_id").GetString(), record.GetProperty("status").GetInt32()));

        var again = (await console.CallAsync("POST", $"/api/requests/{id}/replay", $$"""{"account_id":"{{mine}}"}""")).Json;
        Assert.Equal(200, again.GetProperty("status").GetInt32());
        Assert.Contains("\"choices\"", again.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfWhatCanNotBeSent_SaysWhy()
    {
        await using var console = await StartedAsync();
        var account = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts")[0].GetProperty("id").GetString();
        var id = await ChatAsync(console, "Say hello.");
        var refused = await console.CallAsync("POST", $"/api/requests/{id}/replay", $$"""{"account_id":"{{account}}"}""");
        Assert.Equal(409, refused.Status);
        Assert.Contains("not captured", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(["account_id"], (await console.CallAsync("POST", $"/api/requests/{id}/replay", "{}")).Fields);
        Assert.Equal(["account_id"], (await console.CallAsync("POST", $"/api/requests/{id}/replay", """{"account_id":"acc_none"}""")).Fields);
        Assert.Equal(404, (await console.CallAsync("POST", "/api/requests/req_none/replay", $$"""{"account_id":"{{account}}"}""")).Status);
    }

    private static async Task<ConsoleFixture> StartedAsync(TimeProvider? time = null)
    {
        var console = await ConsoleFixture.StartAsync(time: time);
        await console.AddAccountAsync(Upstream);
        await console.CallAsync("POST", "/api/proxy/start");
        return console;
    }

    private static string Body(string model, string text, string more = "") => $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{more}}}""";

    // The same, once its bodies are kept as well.
    private static async Task<string> CapturedAsync(ConsoleFixture console, string text, string more = "", params (string Name, string Value)[] headers)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var news = console.Captures.OnChanged(() => kept.TrySetResult());
        var id = await ChatAsync(console, text, more, headers);
        await kept.Task.WaitAsync(ProxyFixture.Token);
        return id;
    }

    // The id of the request, once the gateway has made its record.
    private static async Task<string> ChatAsync(ConsoleFixture console, string text, string more = "", params (string Name, string Value)[] headers)
    {
        using var feed = console.WatchFeed();
        await console.SendAsync("POST", console.Proxy.Status.Url + "/v1/chat/completions", Body("gpt-5.4", text, more), "application/json",
            [("Authorization", "Bearer " + ConsoleFixture.ClientKey), .. headers]);
        var item = await feed.News.ReadAsync(ProxyFixture.Token);
        return item.Record.Id;
    }
}
