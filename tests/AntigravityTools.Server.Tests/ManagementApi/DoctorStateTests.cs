using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>What the provider says of the only account, as the doctor names it.</summary>
public sealed class DoctorStateTests
{
    [Theory]
    [InlineData(402, """{"error":{"message":"Your credit balance is too low","type":"billing_error"}}""", "account_out_of_quota")]
    [InlineData(500, """{"error":{"message":"Something broke","type":"server_error"}}""", "account_circuit_open")]
    [InlineData(403, """{"error":{"message":"This project may not use the API","type":"permission_error"}}""", "account_no_access")]
    [InlineData(403, """{"error":{"message":"Verify your account at https://example.test/verify","type":"permission_error"}}""", "account_validation_required")]
    [InlineData(401, """{"error":{"message":"Wrong key","type":"authentication_error"}}""", "account_needs_reauth")]
    public async Task StateOfTheOnlyAccount_IsTheBrokenLink(int status, string body, string code)
    {
        await using var stage = await DoctorStage.StartAsync();
        stage.Console.Simulator.Always(DoctorStage.AccountKey, new RawFault(status, body));
        await stage.FindsAsync(code, "account", "Mine");
        var report = (await stage.Console.CallAsync("GET", "/api/doctor")).Json;
        Assert.Equal("account", report.GetProperty("first_broken").GetProperty("link").GetString());
    }

    [Fact]
    public async Task RefusalOfTheUpstream_IsSaidInItsWords()
    {
        await using var stage = await DoctorStage.StartAsync();
        stage.Console.Simulator.Always(DoctorStage.AccountKey, new RawFault(500, """{"error":{"message":"Something broke","type":"server_error"}}"""));
        var findings = (await stage.Console.CallAsync("GET", "/api/doctor")).Json.GetProperty("findings").EnumerateArray();
        Assert.Contains(findings, finding => finding.GetProperty("code").GetString() == "upstream_refused"
            && finding.GetProperty("message").GetString()!.Contains("Something broke", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExpiredClientKey_IsAWarning()
    {
        await using var stage = await DoctorStage.StartAsync();
        await stage.Console.CallAsync("POST", "/api/keys", """{"name":"Old","expires_at":"2020-01-01T00:00:00Z"}""");
        await stage.FindsAsync("client_key_expired", "auth", "'Old' expired on 2020-01-01", breaks: false);
    }

    [Fact]
    public async Task KeyThatTheProxyDoesNotTake_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        using var patch = System.Text.Json.JsonDocument.Parse($$"""{"proxy":{"api_key":"{{ConsoleFixture.AdminKey}}"} }""");
        Assert.Empty(await stage.Console.Config.PatchAsync(patch.RootElement, ProxyFixture.Token));
        await stage.FindsAsync("configured_key_refused", "auth", "does not take its own key");
    }
}
