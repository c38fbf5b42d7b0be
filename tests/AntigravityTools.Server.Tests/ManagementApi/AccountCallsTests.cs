using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class AccountCallsTests
{
    private const string Key = "sk-canary-0123456789";

    [Fact]
    public async Task NewAccount_IsCheckedAndShownInTheShapeOfTheContract()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("POST", "/api/accounts", console.Draft(Key, ""","models":["gpt-5.4"],"notes":"é","priority":3,"weight":2.5,"max_concurrency":4"""));
        Assert.Equal(201, reply.Status);
        var account = reply.Json;
        Assert.Equal("/api/accounts/" + account.GetProperty("id").GetString(), reply.Headers["Location"]);
        Assert.Equal("openai-compatible", account.GetProperty("provider").GetString());
        Assert.Equal("Mine", account.GetProperty("name").GetString());
        Assert.Equal("ready", account.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(0, account.GetProperty("status").GetProperty("models").GetArrayLength());
        Assert.Equal(["gpt-5.4"], account.GetProperty("models").EnumerateArray().Select(model => model.GetString()!));
        Assert.Equal((3, 2.5, 4), (account.GetProperty("priority").GetInt32(), account.GetProperty("weight").GetDouble(), account.GetProperty("max_concurrency").GetInt32()));
        Assert.True(account.GetProperty("enabled").GetBoolean());
        Assert.Equal(0, account.GetProperty("totals").GetProperty("input_tokens").GetInt32());
        Assert.Equal(0, account.GetProperty("in_flight").GetInt32());
        Assert.Equal("sk-…6789", account.GetProperty("credential").GetString());
        Assert.EndsWith("Z", account.GetProperty("created_at").GetString(), StringComparison.Ordinal);
        Assert.False(account.TryGetProperty("email", out _));
        Assert.False(account.TryGetProperty("last_used_at", out _));
        Assert.Contains("\"notes\":\"é\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains(console.Simulator.Requests, request => request.Path == "/v1/models");

        var list = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts");
        Assert.Equal(account.GetRawText(), Assert.Single(list.EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task DeletedAccount_IsRestoredOnceWithItsCredential()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key);
        Assert.Equal(404, (await console.CallAsync("POST", "/api/accounts/acc_none/restore")).Status);
        Assert.Equal(204, (await console.CallAsync("DELETE", "/api/accounts/" + id)).Status);
        var restored = await console.CallAsync("POST", $"/api/accounts/{id}/restore");
        Assert.Equal((200, id, "sk-…6789"), (restored.Status, restored.Json.GetProperty("id").GetString(), restored.Json.GetProperty("credential").GetString()));
        Assert.Equal(404, (await console.CallAsync("POST", $"/api/accounts/{id}/restore")).Status);
    }

    [Fact]
    public async Task SameCredentialTwice_ChangesTheOneThatIsThere()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key, ""","priority":7""");
        var again = await console.CallAsync("POST", "/api/accounts",
            $$$"""{"provider":"openai-compatible","name":"Renamed","base_url":"{{{console.Simulator.OpenAiUrl}}}/","auth":{"type":"api_key","api_key":" {{{Key}}}\n"}}""");
        Assert.Equal((200, id), (again.Status, again.Json.GetProperty("id").GetString()));
        Assert.Equal(("Renamed", 7), (again.Json.GetProperty("name").GetString(), again.Json.GetProperty("priority").GetInt32()));
        await console.AddAccountAsync("sk-another-0123456789");
        Assert.Equal(2, (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task SameCredentialAtTheSameMoment_IsAddedOnce()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => console.CallAsync("POST", "/api/accounts", console.Draft(Key))));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Single(replies.Select(reply => reply.Json.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task FailedCheck_SavesTheAccountInTheStateItFound()
    {
        await using var console = await ConsoleFixture.StartAsync();
        console.Simulator.Always(Key, new Fault(FaultKind.InvalidCredential));
        var account = (await console.CallAsync("POST", "/api/accounts", console.Draft(Key))).Json;
        Assert.Equal("needs_reauth", account.GetProperty("status").GetProperty("state").GetString());
        Assert.NotEqual("", account.GetProperty("status").GetProperty("action").GetString());

        var id = account.GetProperty("id").GetString();
        var failed = (await console.CallAsync("POST", $"/api/accounts/{id}/test")).Json;
        Assert.Equal((false, "auth_invalid", 401), (failed.GetProperty("ok").GetBoolean(), failed.GetProperty("verdict").GetString(), failed.GetProperty("status").GetInt32()));
        Assert.DoesNotContain(Key, failed.GetRawText(), StringComparison.Ordinal);

        console.Simulator.Clear();
        var good = (await console.CallAsync("POST", $"/api/accounts/{id}/test")).Json;
        Assert.True(good.GetProperty("ok").GetBoolean());
        Assert.False(good.TryGetProperty("verdict", out _));
        Assert.Contains("gpt-5.4", good.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
        Assert.Equal("ready", (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task WrongFields_AreAllNamed()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var body = """{"provider":"openai-compatible","base_url":"ftp://x","auth":{"type":"oauth"},"protocols":["klingon"],"priority":"high","weight":0,"max_concurrency":-1,"colour":"red"}""";
        var reply = await console.CallAsync("POST", "/api/accounts", body);
        Assert.Equal((400, "application/problem+json"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Equal(["auth.type", "base_url", "colour", "max_concurrency", "priority", "protocols", "weight"], reply.Fields.Order(StringComparer.Ordinal));
        Assert.Contains("api_key, none", reply.Body, StringComparison.Ordinal);

        var unknown = await console.CallAsync("POST", "/api/accounts", """{"provider":"acme","base_url":"nowhere"}""");
        Assert.Equal(["provider", "base_url"], unknown.Fields);
        Assert.Contains("anthropic-compatible", unknown.Detail, StringComparison.Ordinal);
        Assert.Equal(["base_url", "auth.api_key"], (await console.CallAsync("POST", "/api/accounts", """{"provider":"openai-compatible","auth":{"type":"api_key"}}""")).Fields);
        Assert.Equal(["auth.type"], (await console.CallAsync("POST", "/api/accounts", """{"provider":"anthropic"}""")).Fields);
        Assert.Equal(0, (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/merge-patch+json; charset=utf-8")]
    public async Task MergePatch_ChangesWhatItNamesAndNullGivesTheDefault(string type)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key, ""","models":["gpt-5.4"],"priority":7,"max_concurrency":2,"notes":"old","aliases":{"fast":"gpt-5.4-mini","big":"gpt-5.4"}""");
        var calls = console.Simulator.Requests.Count;
        var patched = await console.CallAsync("PATCH", "/api/accounts/" + id,
            """{"name":"New","models":null,"max_concurrency":null,"notes":null,"aliases":{"fast":null,"tiny":"gpt-4.1-nano"},"enabled":false}""", type);
        Assert.Equal(200, patched.Status);
        var account = patched.Json;
        Assert.Equal(("New", 7), (account.GetProperty("name").GetString(), account.GetProperty("priority").GetInt32()));
        Assert.False(account.GetProperty("models_limited").GetBoolean());
        Assert.Contains("gpt-5.4-mini", account.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
        Assert.False(account.TryGetProperty("max_concurrency", out _));
        Assert.False(account.TryGetProperty("notes", out _));
        Assert.Equal(["big", "tiny"], account.GetProperty("aliases").EnumerateObject().Select(alias => alias.Name).Order(StringComparer.Ordinal));
        Assert.Equal("disabled", account.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal("sk-…6789", account.GetProperty("credential").GetString());
        Assert.Equal(calls, console.Simulator.Requests.Count);
    }

    [Fact]
    public async Task PatchedCredential_IsMergedAndChecked()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key);
        console.Simulator.Always("sk-new-key-0123456789", new Fault(FaultKind.InvalidCredential));
        var patched = await console.CallAsync("PATCH", "/api/accounts/" + id, """{"auth":{"api_key":"sk-new-key-0123456789"}}""");
        Assert.Equal("needs_reauth", patched.Json.GetProperty("status").GetProperty("state").GetString());

        var other = await console.AddAccountAsync("sk-other-0123456789");
        var taken = await console.CallAsync("PATCH", "/api/accounts/" + other, """{"auth":{"api_key":"sk-new-key-0123456789"}}""");
        Assert.Equal(["auth"], taken.Fields);
        Assert.Equal(["provider", "nonsense"], (await console.CallAsync("PATCH", "/api/accounts/" + id, """{"provider":"openai","nonsense":1}""")).Fields.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(400, (await console.CallAsync("PATCH", "/api/accounts/" + id, "[]")).Status);
    }

    [Fact]
    public async Task Reset_ClearsACooldown()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key);
        console.Simulator.Script(Key, new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromMinutes(5) });
        await console.CallAsync("POST", $"/api/accounts/{id}/test");
        var cooling = (await console.CallAsync("GET", "/api/accounts/" + id)).Json.GetProperty("status");
        Assert.Equal("cooling_down", cooling.GetProperty("state").GetString());
        Assert.True(cooling.TryGetProperty("until", out _));
        var reset = await console.CallAsync("POST", $"/api/accounts/{id}/reset");
        Assert.Equal((200, "ready"), (reset.Status, reset.Json.GetProperty("status").GetProperty("state").GetString()));
    }

    [Fact]
    public async Task UnknownId_IsNotFoundByEveryCall()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var (method, path, body) in new[] { ("GET", "", null), ("PATCH", "", "{}"), ("DELETE", "", null), ("POST", "/test", null), ("POST", "/refresh", null), ("POST", "/reset", null) })
        {
            var reply = await console.CallAsync(method, "/api/accounts/acc_none" + path, body);
            Assert.Equal((404, "There is no account 'acc_none'."), (reply.Status, reply.Detail));
        }
    }

    [Fact]
    public async Task DeletedAccount_IsGone()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key);
        Assert.Equal(204, (await console.CallAsync("DELETE", "/api/accounts/" + id)).Status);
        Assert.Equal(404, (await console.CallAsync("DELETE", "/api/accounts/" + id)).Status);
        Assert.Equal(0, (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task ExportWithSecrets_ComesBackByImport()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var id = await console.AddAccountAsync(Key, ""","priority":5,"aliases":{"fast":"gpt-5.4-mini"}""");
        Assert.DoesNotContain(Key, (await console.CallAsync("GET", "/api/accounts/export")).Body, StringComparison.Ordinal);
        var export = await console.CallAsync("GET", "/api/accounts/export?secrets=true");
        Assert.Contains(Key, export.Body, StringComparison.Ordinal);
        Assert.Contains("attachment", export.Headers["Content-Disposition"], StringComparison.Ordinal);

        await console.CallAsync("DELETE", "/api/accounts/" + id);
        var import = await console.CallAsync("POST", "/api/accounts/import", export.Body);
        Assert.Equal((200, 1, 0), (import.Status, import.Json.GetProperty("added").GetInt32(), import.Json.GetProperty("errors").GetArrayLength()));
        Assert.Equal(1, (await console.CallAsync("POST", "/api/accounts/import", export.Body)).Json.GetProperty("updated").GetInt32());
        var account = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts")[0];
        Assert.Equal((5, "gpt-5.4-mini"), (account.GetProperty("priority").GetInt32(), account.GetProperty("aliases").GetProperty("fast").GetString()));
    }

    [Fact]
    public async Task Import_TakesWhatIsRightAndNamesTheRestByItsPlace()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var mixed = await console.CallAsync("POST", "/api/accounts/import", $$"""[{{console.Draft(Key)}},{"provider":"acme"}]""");
        Assert.Equal((200, 1), (mixed.Status, mixed.Json.GetProperty("added").GetInt32()));
        Assert.Equal(["accounts[1].provider"], mixed.Fields);
        Assert.Equal(400, (await console.CallAsync("POST", "/api/accounts/import", "\"nonsense\"")).Status);
    }

    [Fact]
    public async Task ManyAccounts_KeepTheOrderOfTheList()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.AddAccountAsync("sk-there-before-0123456789");
        console.Simulator.Script("sk-many-00-0123456789", new NormalReply { Delay = TimeSpan.FromMilliseconds(100) });
        var list = string.Join(',', Enumerable.Range(0, 20).Select(i => console.Draft($"sk-many-{i:00}-0123456789").Replace("Mine", $"Account {i:00}", StringComparison.Ordinal)));
        Assert.Equal(20, (await console.CallAsync("POST", "/api/accounts/import", $"[{list}]")).Json.GetProperty("added").GetInt32());
        var names = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("name").GetString()!);
        Assert.Equal(["Mine", .. Enumerable.Range(0, 20).Select(i => $"Account {i:00}")], names);
    }

    [Fact]
    public async Task PlainLogins_SayWhatTheyLack()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var logins = await console.CallAsync("POST", "/api/accounts/import", """[{"email":"a@example.com","refresh_token":"1//canary"}]""");
        Assert.Equal(400, logins.Status);
        Assert.All(logins.Fields, field => Assert.StartsWith("accounts[0].auth", field, StringComparison.Ordinal));
        Assert.DoesNotContain("1//canary", logins.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralAccounts_AreChangedAndOrderedAtOnce()
    {
        await using var console = await ConsoleFixture.StartAsync();
        string[] ids = [await console.AddAccountAsync("sk-one-0123456789"), await console.AddAccountAsync("sk-two-0123456789")];
        var bulk = await console.CallAsync("POST", "/api/accounts/bulk", $$"""{"ids":["{{ids[0]}}","acc_none"],"action":"disable"}""");
        Assert.Equal([true, false], bulk.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ok").GetBoolean()));
        Assert.False((await console.CallAsync("GET", "/api/accounts/" + ids[0])).Json.GetProperty("enabled").GetBoolean());

        var ordered = await console.CallAsync("POST", "/api/accounts/reorder", $$"""{"ids":["{{ids[1]}}","{{ids[0]}}"]}""");
        Assert.Equal(ids.Reverse(), ordered.Json.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("id").GetString()!));
        Assert.Equal(["ids", "action"], (await console.CallAsync("POST", "/api/accounts/bulk", """{"action":"explode"}""")).Fields);
    }
}
