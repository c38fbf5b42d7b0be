using System.Security.Cryptography;
using System.Text.Json;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Accounts of every provider and kind of credential, against the simulator.</summary>
public sealed class ProviderAccountTests
{
    [Fact]
    public async Task ServiceAccount_SignsForItsTokenAndServesBothPublishersOfVertex()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var added = await console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"vertex","name":"Cloud","base_url":"{{console.Simulator.BaseUrl}}","location":"europe-west4","auth":{"type":"service_account","json":{{KeyFile(console)}} } }
            """);
        Assert.Equal((201, "ready"), (added.Status, State(added.Json)));
        Assert.Equal(("from-key-file", "europe-west4", "robot@my-project.example.test"),
            (added.Json.GetProperty("project").GetString(), added.Json.GetProperty("location").GetString(), added.Json.GetProperty("email").GetString()));
        var models = added.Json.GetProperty("models").EnumerateArray().Select(model => model.GetString()).ToList();
        Assert.Contains("gemini-2.5-pro", models);
        Assert.Contains("claude-opus-5-5", models);

        await console.Proxy.StartAsync(ProxyFixture.Token);
        var gemini = await PostAsync(console, "/v1beta/models/gemini-2.5-pro:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");
        var claude = await PostAsync(console, "/v1/messages", """{ "model" : "claude-opus-5-5" , "max_tokens":20,"messages":[{"role":"user","content":"Hi \"model\""}] }""");
        var count = await PostAsync(console, "/v1/messages/count_tokens", """{"model":"claude-opus-5-5","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal((200, 200, 200), (gemini, claude, count));
        const string Place = "/v1/projects/from-key-file/locations/europe-west4/publishers/";
        Assert.Contains(console.Simulator.Requests, request => request.Path == Place + "google/models/gemini-2.5-pro:generateContent");
        var sent = Assert.Single(console.Simulator.Requests, request => request.Path == Place + "anthropic/models/claude-opus-5-5:rawPredict");
        Assert.Equal("""{"anthropic_version":"vertex-2023-10-16","max_tokens":20,"messages":[{"role":"user","content":"Hi \"model\""}]}""", sent.BodyText.Replace(" ,", ",", StringComparison.Ordinal));
        Assert.DoesNotContain("x-goog-user-project", sent.Headers.Keys);
        var counted = Assert.Single(console.Simulator.Requests, request => request.Path == Place + "anthropic/models/count-tokens:rawPredict");
        Assert.Contains("\"model\":\"claude-opus-5-5\"", counted.BodyText, StringComparison.Ordinal);
        Assert.Single(console.Simulator.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public async Task KeyFileOfAnotherKey_IsKeptAsOneThatNeedsAttention()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var file = KeyFile(console);
        using var other = RSA.Create(2048);
        console.Simulator.AddServiceAccount("robot@my-project.example.test", other.ExportSubjectPublicKeyInfoPem());
        var added = await console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"vertex","base_url":"{{console.Simulator.BaseUrl}}","auth":{"type":"service_account","json":{{file}} } }
            """);
        Assert.Equal((201, "needs_reauth"), (added.Status, State(added.Json)));
        Assert.DoesNotContain("PRIVATE KEY", added.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vertex_NeedsAProject_AndItsHostFollowsTheLocation()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var refused = await console.CallAsync("POST", "/api/accounts", """{"provider":"vertex","auth":{"type":"oauth","refresh_token":"x","client_id":"c"},"location":"../evil"}""");
        Assert.Equal(["location", "project"], refused.Fields.Order());
    }

    [Fact]
    public async Task Azure_SendsItsOwnHeaderToTheDeployment()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var added = await console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"azure-openai","base_url":"{{console.Simulator.BaseUrl}}","api_version":"2024-10-21","models":["gpt-5.4"],"auth":{"type":"api_key","api_key":"azure-key-0123456789"} }
            """);
        Assert.Equal((201, "ready", "2024-10-21"), (added.Status, State(added.Json), added.Json.GetProperty("api_version").GetString()));
        await console.Proxy.StartAsync(ProxyFixture.Token);
        Assert.Equal(200, await PostAsync(console, "/v1/chat/completions", """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}"""));
        var sent = Assert.Single(console.Simulator.Requests, request => request.Path == "/openai/deployments/gpt-5.4/chat/completions");
        Assert.Equal(("?api-version=2024-10-21", "azure-key-0123456789"), (sent.Query, sent.Headers["api-key"]));
        Assert.DoesNotContain("authorization", sent.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OpenRouter_TellsItsCreditAsQuota()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-or-v1-0123456789");
        var quota = (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("quota").EnumerateArray().ToDictionary(reading => reading.GetProperty("name").GetString()!);
        Assert.Equal((100.5, 74.75, "GET /credits"), Reading(quota["credits"]));
        Assert.Equal((100d, 74.25, "GET /key"), Reading(quota["key_limit"]));
        Assert.Equal(JsonValueKind.Null, quota["credits"].GetProperty("resets_at").ValueKind);
    }

    [Fact]
    public async Task QuotaThatARefusalNames_IsShownForItsModel()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var added = await console.CallAsync("POST", "/api/accounts", $$"""{"provider":"gemini","base_url":"{{console.Simulator.GeminiUrl}}","auth":{"type":"api_key","api_key":"AIza-0123456789"} }""");
        console.Simulator.Script("AIza-0123456789", new Fault(FaultKind.QuotaExhausted));
        await console.Proxy.StartAsync(ProxyFixture.Token);
        await PostAsync(console, "/v1beta/models/gemini-2.5-pro:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");
        var account = (await console.CallAsync("GET", "/api/accounts/" + added.Json.GetProperty("id").GetString())).Json;
        var reading = Assert.Single(account.GetProperty("quota").EnumerateArray(), reading => reading.GetProperty("source").GetString() == "google.rpc.QuotaFailure");
        Assert.Equal(("gemini-2.5-pro", 0d), (reading.GetProperty("model").GetString(), reading.GetProperty("remaining").GetDouble()));
    }

    [Fact]
    public async Task Test_SendsARealRequestWhereAskedFor()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-one-0123456789");
        var free = await console.CallAsync("POST", $"/api/accounts/{id}/test");
        Assert.False(free.Json.TryGetProperty("model", out _));
        Assert.DoesNotContain(console.Simulator.Requests, request => request.Method == "POST");
        var real = await console.CallAsync("POST", $"/api/accounts/{id}/test", """{"generate":true}""");
        Assert.True(real.Json.GetProperty("ok").GetBoolean(), real.Body);
        Assert.Equal("gpt-5.4", real.Json.GetProperty("model").GetString());
        Assert.True(real.Json.GetProperty("latency_ms").GetDouble() > 0);
        Assert.Single(console.Simulator.Requests, request => request.Path == "/v1/chat/completions");
        console.Simulator.Script("sk-one-0123456789", new NormalReply(), new Fault(FaultKind.RateLimited));
        var limited = await console.CallAsync("POST", $"/api/accounts/{id}/test", """{"generate":true,"model":"gpt-5.4-mini"}""");
        Assert.Equal((false, "rate_limited"), (limited.Json.GetProperty("ok").GetBoolean(), limited.Json.GetProperty("verdict").GetString()));
        Assert.Equal(400, (await console.CallAsync("POST", $"/api/accounts/{id}/test", """{"generate":"yes"}""")).Status);
    }

    [Fact]
    public async Task PlainListOfLogins_IsImportedWithTheOnlyClient()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("POST", "/api/oauth/clients", $$"""{"client_id":"client-1","client_secret":"secret-1","token_uri":"{{console.Simulator.TokenUrl}}"}""");
        console.Simulator.AddRefreshToken("rt-one-0123456789", "one@example.com");
        console.Simulator.AddRefreshToken("rt-two-0123456789", "two@example.com");
        var imported = await console.CallAsync("POST", "/api/accounts/import", """[{"email":"one@example.com","refresh_token":"rt-one-0123456789"},{"email":"two@example.com","refresh_token":"rt-two-0123456789"}]""");
        Assert.Equal((200, 2), (imported.Status, imported.Json.GetProperty("added").GetInt32()));
        var exchanged = console.Simulator.Requests.Where(request => request.Path == "/oauth/token").ToList();
        Assert.Equal(2, exchanged.Count);
        Assert.All(exchanged, request => Assert.Contains("client_id=client-1&client_secret=secret-1", request.BodyText, StringComparison.Ordinal));
        var accounts = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts");
        Assert.Equal(["one@example.com", "two@example.com"], accounts.EnumerateArray().Select(account => account.GetProperty("email").GetString()!));
    }

    [Fact]
    public async Task Discovery_OffersServersAndKeysAndAddsNothing()
    {
        const string Secret = "canary-env-0123456789";
        await using var console = await ConsoleFixture.StartAsync(
            simulated: new SimulatorOptions { AllowAnonymous = true }, environment: name => name == "OPENAI_API_KEY" ? Secret : null);
        var found = await console.CallAsync("GET", "/api/discover");
        var server = Assert.Single(found.Json.GetProperty("servers").EnumerateArray());
        Assert.Equal(("Ollama", false), (server.GetProperty("name").GetString(), server.GetProperty("added").GetBoolean()));
        Assert.Contains("gpt-5.4", server.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
        var key = Assert.Single(found.Json.GetProperty("environment").EnumerateArray());
        Assert.Equal(("OPENAI_API_KEY", "openai"), (key.GetProperty("variable").GetString(), key.GetProperty("provider").GetString()));
        Assert.DoesNotContain("canary", found.Body, StringComparison.Ordinal);
        Assert.Equal(0, (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());

        var added = await console.CallAsync("POST", "/api/accounts", $$"""{"provider":"openai","base_url":"{{console.Simulator.OpenAiUrl}}","auth":{"type":"environment"} }""");
        Assert.Equal((201, "ready"), (added.Status, State(added.Json)));
        Assert.True((await console.CallAsync("GET", "/api/discover")).Json.GetProperty("environment")[0].GetProperty("added").GetBoolean());
        var other = await console.CallAsync("POST", "/api/accounts", """{"provider":"openai","auth":{"type":"environment","variable":"PATH"}}""");
        Assert.Equal(["auth.variable"], other.Fields);
    }

    [Fact]
    public async Task GeminisOwnTokenLimits_StandInTheModelListForClients()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("POST", "/api/accounts", $$"""{"provider":"gemini","base_url":"{{console.Simulator.GeminiUrl}}","aliases":{"mine":"gemini-2.5-pro"},"auth":{"type":"api_key","api_key":"AIza-0123456789"} }""");
        await console.Proxy.StartAsync(ProxyFixture.Token);
        var list = await console.Client.GetStringAsync(new Uri(new Uri(console.Proxy.Status.Url!), "/v1beta/models"), ProxyFixture.Token);
        using var document = JsonDocument.Parse(list);
        foreach (var name in new[] { "models/gemini-2.5-pro", "models/mine" })
        {
            var model = document.RootElement.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("name").GetString() == name);
            Assert.Equal((1048576, 65536), (model.GetProperty("inputTokenLimit").GetInt32(), model.GetProperty("outputTokenLimit").GetInt32()));
        }
    }

    [Fact]
    public async Task StatedLimitsAndVersion_AreKeptPatchedAndExported()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync("sk-one-0123456789", ""","limits":{"requests_per_minute":60,"tokens_per_day":1000000}""");
        var patched = await console.CallAsync("PATCH", "/api/accounts/" + id, """{"limits":{"tokens_per_day":null,"requests_per_day":5}}""");
        Assert.Equal("""{"requests_per_day":5,"requests_per_minute":60}""", patched.Json.GetProperty("limits").GetRawText());
        Assert.Contains("\"requests_per_minute\":60", (await console.CallAsync("GET", "/api/accounts/export")).Body, StringComparison.Ordinal);
        await console.Proxy.StartAsync(ProxyFixture.Token);
        Assert.Equal(200, await PostAsync(console, "/v1/chat/completions", """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}"""));
        var quota = (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("quota").EnumerateArray().Single(reading => reading.GetProperty("name").GetString() == "requests_per_day");
        Assert.Equal((5d, 4d), (quota.GetProperty("limit").GetDouble(), quota.GetProperty("remaining").GetDouble()));
        var wrong = await console.CallAsync("PATCH", "/api/accounts/" + id, """{"limits":{"smiles_per_hour":1}}""");
        Assert.Equal(["limits"], wrong.Fields);
    }

    private static string State(JsonElement account) => account.GetProperty("status").GetProperty("state").GetString()!;

    private static (double, double, string) Reading(JsonElement reading) =>
        (reading.GetProperty("limit").GetDouble(), reading.GetProperty("remaining").GetDouble(), reading.GetProperty("source").GetString()!);

    private static string KeyFile(ConsoleFixture console)
    {
        using var rsa = RSA.Create(2048);
        console.Simulator.AddServiceAccount("robot@my-project.example.test", rsa.ExportSubjectPublicKeyInfoPem());
        return $$"""
            {"type":"service_account","project_id":"from-key-file","private_key_id":"k1","private_key":"{{JsonEncodedText.Encode(rsa.ExportPkcs8PrivateKeyPem())}}",
             "client_email":"robot@my-project.example.test","token_uri":"{{console.Simulator.TokenUrl}}"}
            """;
    }

    private static async Task<int> PostAsync(ConsoleFixture console, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(console.Proxy.Status.Url!), path)) { Content = new StringContent(body, null, "application/json") };
        using var reply = await console.Client.SendAsync(request, ProxyFixture.Token);
        return (int)reply.StatusCode;
    }
}
