using System.Net.Http.Headers;
using System.Text.Json;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>History, live feed and sums of requests that really went through the proxy.</summary>
public sealed class RequestCallsTests
{
    [Fact]
    public async Task FinishedRequest_IsListedAndShownWhole()
    {
        await using var console = await StartedAsync();
        await ChatAsync(console, "gpt-5.4");
        var page = (await console.CallAsync("GET", "/api/requests")).Json;
        var row = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Null(page.GetProperty("next").GetString());
        Assert.Equal(("openai-chat", "openai-chat", "POST", "/v1/chat/completions"),
            (row.GetProperty("protocol").GetString(), row.GetProperty("upstream_protocol").GetString(), row.GetProperty("method").GetString(), row.GetProperty("path").GetString()));
        Assert.Equal(("gpt-5.4", "gpt-5.4", "Mine", "ok", 200, 1),
            (row.GetProperty("requested_model").GetString(), row.GetProperty("resolved_model").GetString(), row.GetProperty("account").GetString(),
             row.GetProperty("verdict").GetString(), row.GetProperty("status").GetInt32(), row.GetProperty("attempt_count").GetInt32()));
        Assert.True(row.GetProperty("usage").GetProperty("input_tokens").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("usage").GetProperty("cache_write_tokens").ValueKind);
        Assert.True(row.GetProperty("duration_ms").GetDouble() > 0);
        Assert.True(row.GetProperty("bytes_out").GetInt64() > 0);
        Assert.Equal(32, row.GetProperty("trace_id").GetString()!.Length);

        var whole = (await console.CallAsync("GET", "/api/requests/" + row.GetProperty("id").GetString())).Json;
        var attempt = Assert.Single(whole.GetProperty("attempts").EnumerateArray());
        Assert.Equal(("ok", "Mine"), (attempt.GetProperty("verdict").GetString(), attempt.GetProperty("account").GetString()));
        Assert.Equal(row.GetProperty("account_id").GetString(), attempt.GetProperty("account_id").GetString());
        Assert.Equal("balance", whole.GetProperty("decision").GetProperty("strategy").GetString());
        Assert.Equal(0, whole.GetProperty("loss").GetArrayLength());
        Assert.Equal(404, (await console.CallAsync("GET", "/api/requests/req_none")).Status);
    }

    [Fact]
    public async Task Filters_NarrowTheListAndPagesFollowEachOther()
    {
        await using var console = await StartedAsync();
        await ChatAsync(console, "gpt-5.4");
        await ChatAsync(console, "gpt-5.4-mini");
        await ChatAsync(console, "no-such-model");
        Assert.Equal(["gpt-5.4-mini"], await ModelsAsync(console, "model=gpt-5.4-mini"));
        Assert.Equal(["no-such-model"], await ModelsAsync(console, "errors_only=true"));
        Assert.Equal(["no-such-model"], await ModelsAsync(console, "status=404"));
        Assert.Equal(["gpt-5.4-mini", "gpt-5.4"], await ModelsAsync(console, "account=Mine&protocol=openai-chat"));
        Assert.Empty(await ModelsAsync(console, "protocol=gemini"));
        Assert.Empty(await ModelsAsync(console, "from=2100-01-01T00:00:00Z"));
        Assert.Equal(["gpt-5.4-mini"], await ModelsAsync(console, "q=5.4-MINI"));

        var first = (await console.CallAsync("GET", "/api/requests?limit=2")).Json;
        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal(["gpt-5.4"], await ModelsAsync(console, "limit=2&before=" + first.GetProperty("next").GetString()));
    }

    [Fact]
    public async Task WrongQuery_ListsEveryField()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("GET", "/api/requests?limit=0&errors_only=perhaps&protocol=klingon&status=9&from=yesterday");
        Assert.Equal((400, "limit errors_only protocol status from"), (reply.Status, string.Join(' ', reply.Fields)));
        Assert.Equal(["bucket", "group_by"], (await console.CallAsync("GET", "/api/stats/export.csv?bucket=year&group_by=mood")).Fields);
        var csv = await console.CallAsync("GET", "/api/stats/export.csv?group_by=account");
        Assert.Equal((200, "text/csv; charset=utf-8"), (csv.Status, csv.Headers["Content-Type"]));
        Assert.StartsWith("start,group,requests,", csv.Body, StringComparison.Ordinal);
        Assert.Equal(["bucket", "group_by"], (await console.CallAsync("GET", "/api/stats/tokens?bucket=year&group_by=mood")).Fields);
        Assert.Equal(["from"], (await console.CallAsync("GET", "/api/stats/summary?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")).Fields);
    }

    [Fact]
    public async Task ClearedHistory_KeepsItsSums()
    {
        await using var console = await StartedAsync();
        await ChatAsync(console, "gpt-5.4");
        Assert.Equal(204, (await console.CallAsync("DELETE", "/api/requests")).Status);
        Assert.Equal(0, (await console.CallAsync("GET", "/api/requests")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await console.CallAsync("GET", "/api/stats/summary")).Json.GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task Sums_FollowTheRequests()
    {
        await using var console = await StartedAsync();
        await ChatAsync(console, "gpt-5.4");
        await ChatAsync(console, "no-such-model");
        var row = (await console.CallAsync("GET", "/api/requests?model=gpt-5.4")).Json.GetProperty("items")[0];
        var summary = (await console.CallAsync("GET", "/api/stats/summary")).Json;
        Assert.Equal((2, 1, 0), (summary.GetProperty("requests").GetInt32(), summary.GetProperty("errors").GetInt32(), summary.GetProperty("dropped_records").GetInt32()));
        Assert.Equal(row.GetProperty("usage").GetProperty("input_tokens").GetInt64(), summary.GetProperty("input_tokens").GetInt64());
        Assert.True(summary.GetProperty("duration_ms").GetProperty("p95").GetDouble() > 0);

        var buckets = (await console.CallAsync("GET", "/api/stats/tokens?bucket=hour&group_by=account")).Json.GetProperty("buckets").EnumerateArray();
        var mine = buckets.Single(bucket => bucket.GetProperty("group").GetString() == "Mine");
        Assert.Equal((1, summary.GetProperty("output_tokens").GetInt64()), (mine.GetProperty("requests").GetInt32(), mine.GetProperty("output_tokens").GetInt64()));
        Assert.EndsWith(":00:00Z", mine.GetProperty("start").GetString(), StringComparison.Ordinal);
        var account = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts")[0];
        Assert.Equal(1, account.GetProperty("totals").GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task LiveFeed_TellsOfARequestWhileWatching()
    {
        await using var console = await StartedAsync();
        await ChatAsync(console, "gpt-5.4-mini");
        using var live = await WatchAsync(console, lastEventId: null);
        await ChatAsync(console, "gpt-5.4");
        var (id, data) = await live.NextAsync();
        Assert.Equal((2L, "gpt-5.4"), (id, data.GetProperty("requested_model").GetString()));
    }

    [Fact]
    public async Task ReturningWatcher_GetsWhatItMissed()
    {
        await using var console = await StartedAsync();
        foreach (var model in new[] { "gpt-5.4", "gpt-5.4-mini", "gpt-4.1-nano" })
        {
            await ChatAsync(console, model);
        }

        using var live = await WatchAsync(console, lastEventId: 1);
        Assert.Equal("gpt-5.4-mini", (await live.NextAsync()).Data.GetProperty("requested_model").GetString());
        Assert.Equal(3, (await live.NextAsync()).Id);
    }

    [Fact]
    public async Task StoppingConsole_EndsTheFeed()
    {
        await using var console = await StartedAsync();
        using var live = await WatchAsync(console, lastEventId: null);
        await console.Application.StopAsync(ProxyFixture.Token);
        await Assert.ThrowsAsync<EndOfStreamException>(live.NextAsync);
    }

    [Fact]
    public async Task Secrets_ComeBackFromNoCall()
    {
        const string canary = "sk-canary-0123456789abcdef";
        await using var console = await StartedAsync();
        var id = await console.AddAccountAsync(canary, ""","models":["canary-model"]""");
        console.Simulator.Always(canary, new RawFault(401, $$$"""{"error":{"message":"Incorrect API key provided: {{{canary}}}.","type":"invalid_request_error","code":"invalid_api_key"}}"""));
        await console.CallAsync("POST", $"/api/accounts/{id}/test");
        await console.CallAsync("POST", $"/api/accounts/{id}/reset");
        await ChatAsync(console, "canary-model");
        var request = (await console.CallAsync("GET", "/api/requests?model=canary-model")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        string[] paths =
        [
            "/api/accounts", "/api/accounts/" + id, "/api/accounts/export", "/api/accounts/export?secrets=false", "/api/config", "/api/proxy", "/api/routes", "/api/requests",
            "/api/requests/" + request, "/api/stats/summary", "/api/stats/tokens", "/api/providers", "/api/about", "/openapi/v1.json",
        ];
        foreach (var path in paths)
        {
            var reply = await console.CallAsync("GET", path);
            Assert.Equal((path, 200), (path, reply.Status));
            Assert.False(reply.Body.Contains("canary-0123", StringComparison.Ordinal), $"{path}: {reply.Body}");
            Assert.DoesNotContain(ConsoleFixture.AdminKey, reply.Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(console.Logs.Lines, line => line.Line.Contains("canary-0123", StringComparison.Ordinal));
    }

    private static async Task<ConsoleFixture> StartedAsync()
    {
        var console = await ConsoleFixture.StartAsync();
        await console.AddAccountAsync("sk-upstream-0123456789");
        await console.CallAsync("POST", "/api/proxy/start");
        return console;
    }

    // Returns when the gateway has made its record of the request.
    private static async Task ChatAsync(ConsoleFixture console, string model)
    {
        using var feed = console.WatchFeed();
        await console.SendAsync("POST", console.Proxy.Status.Url + "/v1/chat/completions",
            $$"""{"model":"{{model}}","messages":[{"role":"user","content":"Say hello."}]}""", "application/json");
        await feed.News.ReadAsync(ProxyFixture.Token);
    }

    private static async Task<string[]> ModelsAsync(ConsoleFixture console, string query)
    {
        var reply = await console.CallAsync("GET", "/api/requests?" + query);
        Assert.Equal(200, reply.Status);
        return [.. reply.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("requested_model").GetString()!)];
    }

    private static async Task<LiveReader> WatchAsync(ConsoleFixture console, int? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/requests/live");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleFixture.AdminKey);
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(null, null));
        }

        var response = await console.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ProxyFixture.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new LiveReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(ProxyFixture.Token)));
    }

    private sealed class LiveReader(HttpResponseMessage response, StreamReader lines) : IDisposable
    {
        public async Task<(long Id, JsonElement Data)> NextAsync()
        {
            long id = 0;
            while (await lines.ReadLineAsync(ProxyFixture.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    id = long.Parse(line[4..], null);
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    return (id, JsonDocument.Parse(line[6..]).RootElement);
                }
            }

            throw new EndOfStreamException();
        }

        public void Dispose()
        {
            lines.Dispose();
            response.Dispose();
        }
    }
}
