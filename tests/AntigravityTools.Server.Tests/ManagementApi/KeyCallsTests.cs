using System.Text.Json;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Client keys from their making to the refusal of a client that ran past its limits; over real sockets.</summary>
public sealed class KeyCallsTests
{
    private static GatewayConfig Strict => GatewayConfig.Default with
    {
        Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey, AuthMode = AuthMode.Strict },
    };

    [Fact]
    public async Task Secret_IsShownOnce_AndOnlyItsEndsAfterwards()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var made = await console.CallAsync("POST", "/api/keys", """{"name":"Laptop","rpm":60,"daily_cost_usd":2.5}""");

        Assert.Equal(201, made.Status);
        var secret = made.Json.GetProperty("secret").GetString()!;
        Assert.StartsWith("sk-", secret, StringComparison.Ordinal);
        var listed = await console.CallAsync("GET", "/api/keys");
        Assert.DoesNotContain(secret, listed.Body, StringComparison.Ordinal);
        var key = listed.Json.GetProperty("keys")[0];
        Assert.Equal(("Laptop", 60, 2.5m), (key.GetProperty("name").GetString(), key.GetProperty("rpm").GetInt64(), key.GetProperty("daily_cost_usd").GetDecimal()));
        Assert.EndsWith(secret[^4..], key.GetProperty("key").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"default"}""", "name")]
    [InlineData("""{"name":"x","rpm":0}""", "rpm")]
    [InlineData("""{"name":"x","expires_at":"soon"}""", "expires_at")]
    [InlineData("""{"name":"x","models":"gpt"}""", "models")]
    [InlineData("""{"name":"x","daily_cost_usd":-1}""", "daily_cost_usd")]
    [InlineData("""{"name":"x","colour":"red"}""", "colour")]
    public async Task WrongField_IsNamed(string draft, string field)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var refused = await console.CallAsync("POST", "/api/keys", draft);

        Assert.Equal(400, refused.Status);
        Assert.Contains($"\"{field}\"", refused.Body, StringComparison.Ordinal);
        Assert.Empty((await console.CallAsync("GET", "/api/keys")).Json.GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task NamedKey_OpensTheProxy_UntilItIsRemoved_AndNeverTheConsole()
    {
        await using var console = await ConsoleFixture.StartAsync(Strict);
        var (id, secret) = await MakeAsync(console, """{"name":"Laptop"}""");
        await console.AddAccountAsync("sk-one-0123456789");
        var proxy = await console.CallAsync("POST", "/api/proxy/start");
        using var client = Client(proxy.Json, secret);

        Assert.Equal(200, (int)(await AskAsync(client)).StatusCode);
        Assert.Equal(403, (await console.SendAsync("GET", "/api/keys", null, null, ("Authorization", "Bearer " + secret))).Status);

        Assert.Equal(204, (await console.CallAsync("DELETE", $"/api/keys/{id}")).Status);
        Assert.Equal(401, (int)(await AskAsync(client)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"k","enabled":false}""", 401, "switched off")]
    [InlineData("""{"name":"k","expires_at":"2020-01-01T00:00:00Z"}""", 401, "expired on 2020-01-01")]
    [InlineData("""{"name":"k","models":["claude-*"]}""", 403, "may not use the model 'gpt-5.4'")]
    public async Task KeyThatMayNot_IsRefusedByName(string draft, int status, string words)
    {
        await using var console = await ConsoleFixture.StartAsync(Strict);
        var (_, secret) = await MakeAsync(console, draft);
        await console.AddAccountAsync("sk-one-0123456789");
        using var client = Client((await console.CallAsync("POST", "/api/proxy/start")).Json, secret);

        var reply = await AskAsync(client);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Contains(words, await reply.Content.ReadAsStringAsync(ProxyFixture.Token), StringComparison.Ordinal);
        Assert.Equal(403, (await console.SendAsync("GET", "/api/keys", null, null, ("Authorization", "Bearer " + secret))).Status);
    }

    [Fact]
    public async Task RunawayClient_IsStoppedWithinItsBudgetPlusOneRequest()
    {
        await using var console = await ConsoleFixture.StartAsync(Strict);
        const int limit = 500;
        var (_, secret) = await MakeAsync(console, $$"""{"name":"k","daily_tokens":{{limit}}}""");
        await console.AddAccountAsync("sk-one-0123456789");
        using var client = Client((await console.CallAsync("POST", "/api/proxy/start")).Json, secret);

        var largest = 0L;
        var refused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ProxyFixture.Token }, async (_, _) => await CallAsync());

        // A call that was still running had its share reserved while the others were refused: what it left over is spent one by one.
        for (var before = refused; refused == before;)
        {
            await CallAsync();
        }

        var today = (await console.CallAsync("GET", "/api/keys")).Json.GetProperty("keys")[0].GetProperty("today").GetProperty("tokens").GetInt64();
        Assert.InRange(today, limit, limit + largest);
        Assert.True(refused > 9000);

        async Task CallAsync()
        {
            using var reply = await AskAsync(client);
            var body = await reply.Content.ReadAsStringAsync(ProxyFixture.Token);
            if ((int)reply.StatusCode == 429)
            {
                Interlocked.Increment(ref refused);
                Assert.Contains("daily_tokens", body, StringComparison.Ordinal);
                Assert.NotNull(reply.Headers.RetryAfter);
                return;
            }

            using var answer = JsonDocument.Parse(body);
            InterlockedMax(ref largest, answer.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        long seen;
        while (value > (seen = Interlocked.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static async Task<(string Id, string Secret)> MakeAsync(ConsoleFixture console, string draft)
    {
        var made = await console.CallAsync("POST", "/api/keys", draft);
        Assert.Equal(201, made.Status);
        return (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("secret").GetString()!);
    }

    private static HttpClient Client(JsonElement proxy, string secret)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(proxy.GetProperty("url").GetString()!) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + secret);
        return client;
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client) => client.PostAsync(
        "/v1/chat/completions", new StringContent("""{"model":"gpt-5.4","max_tokens":20,"messages":[{"role":"user","content":"hi"}]}""", null, "application/json"), ProxyFixture.Token);
}
