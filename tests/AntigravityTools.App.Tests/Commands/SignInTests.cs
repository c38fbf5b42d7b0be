using System.Text.Json;
using AntigravityTools.App.Tests.Running;
using AntigravityTools.Simulator;

namespace AntigravityTools.App.Tests.Commands;

public sealed class SignInTests : IDisposable
{
    private const string Secret = "canary-client-secret-0123456789";
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_WaitsForTheBrowser_WithAndWithoutALiveGateway(bool live)
    {
        await using var google = await StartGoogleAsync();
        await using var gateway = live ? await Gateway.ServeAsync(_home) : null;
        await ImportClientAsync(google);
        await using var add = await Gateway.StartAsync(_home, google.AuthorizeUrl.ToString(), "accounts", "add", "--provider", "gemini", "--oauth", "--base-url", google.GeminiUrl.ToString());
        var address = add.Output.Split('\n').Single(line => line.StartsWith(google.AuthorizeUrl.ToString(), StringComparison.Ordinal));
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var page = await browser.GetAsync(address, Token);

        Assert.True(await add.WaitForExitAsync() == 0, add.Errors);
        Assert.Contains("Signed in acc_", add.Output, StringComparison.Ordinal);
        Assert.Contains("ready", add.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_home.Database, Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeniedConsent_FailsTheCommandWithTheReason()
    {
        await using var google = await StartGoogleAsync();
        await ImportClientAsync(google);
        await using var add = await Gateway.StartAsync(_home, google.AuthorizeUrl.ToString(), "accounts", "add", "--provider", "gemini", "--oauth", "--base-url", google.GeminiUrl.ToString());
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var page = await browser.GetAsync(add.Output.Split('\n')[1] + "&consent=deny", Token);

        Assert.NotEqual(0, await add.WaitForExitAsync());
        Assert.Contains("denied", add.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotatedToken_SurvivesTheEndOfTheProcess()
    {
        // Each refresh needs the refresh token that the one before brought.
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        google.AddRefreshToken("rt-first-0123456789", "one@example.com");
        var added = await Gateway.RunAsync(_home, "accounts", "add", "--provider", "gemini", "--name", "one@example.com", "--refresh-token", "rt-first-0123456789", "--client-id", "c1",
            "--token-endpoint", google.TokenUrl.ToString(), "--base-url", google.GeminiUrl.ToString(), "--json");
        Assert.True(added.Code == 0, added.Errors);
        for (var round = 0; round < 3; round++)
        {
            await using var gateway = await Gateway.ServeAsync(_home);
            var test = await Gateway.RunAsync(_home, "accounts", "refresh", "one@example.com");
            gateway.Signal("KILL");
            await gateway.WaitForExitAsync();
            Assert.True(test.Code == 0, test.Errors);
        }

        var tokens = google.Requests.Where(request => request.Path == "/oauth/token").Select(request => request.Credential).ToList();
        Assert.True(tokens.Count >= 4);
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
        var list = await Gateway.RunAsync(_home, "accounts", "list", "--json");
        Assert.DoesNotContain("needs_reauth", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandsThatRaceWithAStartingGateway_LoseNoRotation()
    {
        await using var google = await StartGoogleAsync();
        google.AddRefreshToken("rt-first-0123456789", "one@example.com");
        await Gateway.RunAsync(_home, "accounts", "add", "--provider", "gemini", "--refresh-token", "rt-first-0123456789", "--client-id", "client-1",
            "--client-secret", Secret, "--token-endpoint", google.TokenUrl.ToString(), "--base-url", google.GeminiUrl.ToString());

        var serving = Gateway.ServeAsync(_home);
        var commands = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Gateway.RunAsync(_home, "accounts", "refresh", "one@example.com")));
        await using var gateway = await serving;

        Assert.All(commands, command => Assert.True(command.Code == 0, command.Errors));
        var tokens = google.Requests.Where(request => request.Path == "/oauth/token").Select(request => request.Credential).ToList();
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
        var last = await Gateway.RunAsync(_home, "accounts", "test", "one@example.com", "--generate", "--json");
        Assert.True(last.Code == 0, last.Output + last.Errors);
    }

    [Fact]
    public async Task Key_CanComeFromTheEnvironment()
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        _home.Variables["MY_KEY"] = "canary-env-0123456789";
        var added = await Gateway.RunAsync(_home, "accounts", "add", "--provider", "openai-compatible", "--base-url", simulator.OpenAiUrl.ToString(), "--from-env", "MY_KEY",
            "--alias", "mine=gpt-5.4", "--limit", "requests_per_minute=60", "--json");
        Assert.True(added.Code == 0, added.Errors);
        using var account = JsonDocument.Parse(added.Output);
        Assert.Equal("ready", account.RootElement.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal("gpt-5.4", account.RootElement.GetProperty("aliases").GetProperty("mine").GetString());
        Assert.Equal(60, account.RootElement.GetProperty("limits").GetProperty("requests_per_minute").GetDouble());
        Assert.DoesNotContain("canary", added.Output, StringComparison.Ordinal);
        Assert.Contains(simulator.Requests, request => request.Credential == "canary-env-0123456789");
    }

    private static Task<SimulatorHost> StartGoogleAsync() =>
        SimulatorHost.StartAsync(new SimulatorOptions { OAuthClients = new Dictionary<string, string> { ["client-1"] = Secret } }, Token);

    private async Task ImportClientAsync(SimulatorHost google)
    {
        var file = Path.Combine(_home.Path, "client.json");
        await File.WriteAllTextAsync(file, $$"""
            {"installed":{"client_id":"client-1","client_secret":"{{Secret}}","auth_uri":"{{google.AuthorizeUrl}}","token_uri":"{{google.TokenUrl}}"} }
            """, Token);
        var (code, output, errors) = await Gateway.RunAsync(_home, "accounts", "oauth-clients", "import", file);
        Assert.True(code == 0, errors);
        Assert.Contains("Imported client-1", output, StringComparison.Ordinal);
    }
}
