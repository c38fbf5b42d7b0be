using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Protocol = AntigravityTools.Protocols.Model.Protocol;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Each test breaks one link from the gateway to its providers, and the doctor names it.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Token => ProxyFixture.Token;

    [Fact]
    public async Task Chain_IsWalkedInItsOrder()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        var links = (await stage.Console.CallAsync("GET", "/api/doctor")).Json.GetProperty("links").EnumerateArray().ToList();
        Assert.Equal(["gateway", "listener", "health", "auth", "account", "upstream", "client"], links.Select(link => link.GetProperty("link").GetString()));
        Assert.All(links, link => Assert.Equal("ok", link.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task NoClientConnected_IsSaid()
    {
        await using var stage = await DoctorStage.StartAsync();
        await stage.FindsAsync("no_client_connected", "client", "No client", breaks: false);
    }

    [Fact]
    public async Task StoppedProxy_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        await stage.Console.Proxy.StopAsync(Token);
        await stage.FindsAsync("proxy_stopped", "listener", "does not run");
    }

    [Fact]
    public async Task PortTakenByAnotherProgram_IsNamed()
    {
        using var other = DoctorStage.Listen(IPAddress.Loopback);
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var console = await ConsoleFixture.StartAsync(GatewayConfig.Default with { Proxy = new() { Port = port, ApiKey = ConsoleFixture.ClientKey } });
        Assert.NotNull((await console.Proxy.StartAsync(Token)).Error);
        console.Logs.Lines.Clear(); // That refusal was wanted.
        await console.AddAccountAsync(DoctorStage.AccountKey);
        await DoctorStage.FindsAsync(console, "port_taken", "listener", port.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task NoAccount_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        var id = Assert.Single(await stage.Console.Accounts.ListAsync(Token)).Id;
        await stage.Console.Accounts.DeleteAsync(id, Token);
        await stage.FindsAsync("no_account", "account", "no account");
    }

    [Fact]
    public async Task OnlyAccountSwitchedOff_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        var id = Assert.Single(await stage.Console.Accounts.ListAsync(Token)).Id;
        await stage.Console.CallAsync("PATCH", "/api/accounts/" + id, """{"enabled":false}""");
        await stage.FindsAsync("account_disabled", "account", "Mine");
    }

    [Fact]
    public async Task AllAccountsCoolingDown_IsNamedWithTheEnd()
    {
        await using var stage = await DoctorStage.StartAsync();
        var id = Assert.Single(await stage.Console.Accounts.ListAsync(Token)).Id;
        stage.Console.Simulator.Script(DoctorStage.AccountKey, new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromMinutes(5) });
        await stage.Console.CallAsync("POST", $"/api/accounts/{id}/test");
        await stage.FindsAsync("all_accounts_cooling_down", "account", "The first is back in");
    }

    [Fact]
    public async Task RefusedCredential_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        var id = Assert.Single(await stage.Console.Accounts.ListAsync(Token)).Id;
        stage.Console.Simulator.Always(DoctorStage.AccountKey, new Fault(FaultKind.InvalidCredential));
        await stage.Console.CallAsync("POST", $"/api/accounts/{id}/test");
        await stage.FindsAsync("account_needs_reauth", "account", "needs reauth");
    }

    [Fact]
    public async Task CredentialThatCanNotBeDecrypted_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        var account = Assert.Single(stage.Console.Pool.Snapshot.Entries).Account;
        await stage.Console.Accounts.DeleteAsync(account.Id, Token);
        await stage.Console.Store.SaveAsync(account with { Credential = new Credential.Locked("The key of 'test' is another one.") }, Token);
        await stage.Console.Accounts.LoadAsync(Token);
        await stage.FindsAsync("account_locked", "account", "The key of 'test' is another one.");
    }

    [Fact]
    public async Task ProgramThatAnswersInThePlaceOfTheProxy_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        using var other = DoctorStage.Listen(IPAddress.Loopback);
        var serving = ServeAsync(other, TimeProvider.System.GetUtcNow());
        var services = stage.Console.Application.Services;
        using var client = new UpstreamClient(() => null);
        var doctor = new GatewayDoctor(
            new ProxyCommands(new DisplacedProxy($"http://{other.LocalEndpoint}"), stage.Console.Config), stage.Console.Config, services.GetRequiredService<KeyCommands>(),
            stage.Console.Accounts, new UpstreamDoctor(stage.Console.Accounts, client, () => null, TimeProvider.System), dataDirectory: null, TimeProvider.System);

        var found = Assert.Single(await doctor.ExamineAsync(Token), finding => finding.Breaks);

        Assert.Equal(("health_failed", DoctorLink.Health), (found.Code, found.Link));
        Assert.Contains($"{other.LocalEndpoint}/healthz is not answered by this program", found.Message, StringComparison.Ordinal);
        other.Stop();
        await serving;
    }

    [Fact]
    public async Task LoginThatEndedAfterSevenDays_IsNamedAsOneOfATestingClient()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.Proxy.StartAsync(Token);
        await console.Store.SaveAsync(new Account
        {
            Id = "acc_login", Provider = "gemini", Name = "Login", BaseUrl = console.Simulator.GeminiUrl, Protocols = [Protocol.Gemini], CreatedAt = TimeProvider.System.GetUtcNow().AddDays(-7),
            Credential = new Credential.OAuth("rt-ended-0123456789", "client") { ClientSecret = "secret", TokenEndpoint = console.Simulator.TokenUrl },
        }, Token);
        await console.Accounts.LoadAsync(Token);
        console.Simulator.Always("rt-ended-0123456789", new Fault(FaultKind.InvalidGrant));
        await console.CallAsync("POST", "/api/accounts/acc_login/test");
        await DoctorStage.FindsAsync(console, "oauth_client_in_testing", "account", "seven days");
    }

    [Fact]
    public async Task UnreachableProvider_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        await AddElsewhereAsync(stage.Console, "http://127.0.0.1:1/v1");
        await stage.FindsAsync("upstream_unreachable", "upstream", "127.0.0.1:1");
    }

    [Fact]
    public async Task DeadEgressProxy_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        using var gone = DoctorStage.Listen(IPAddress.Loopback);
        var port = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        Assert.Equal(200, (await stage.Console.CallAsync("PATCH", "/api/config", $$$"""{"proxy":{"egress_proxy":"http://127.0.0.1:{{{port}}}"}}""")).Status);
        await AddElsewhereAsync(stage.Console, "http://models.example/v1");
        await stage.FindsAsync("egress_proxy_unreachable", "upstream", port.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task WrongClock_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync();
        using var hourAhead = DoctorStage.Listen(IPAddress.Loopback);
        var serving = ServeAsync(hourAhead, TimeProvider.System.GetUtcNow().AddHours(1));
        await AddElsewhereAsync(stage.Console, $"http://{hourAhead.LocalEndpoint}/v1");
        await stage.FindsAsync("clock_skew", "upstream", "60 minutes behind");
        hourAhead.Stop();
        await serving;
    }

    [Fact]
    public async Task OpenDataDirectory_IsNamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var stage = await DoctorStage.StartAsync();
        var directory = Directory.CreateDirectory(Path.Combine(stage.Console.Home.Path, "data"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        }

        File.WriteAllText(Path.Combine(directory.FullName, "admin.key"), "secret");
        await stage.FindsAsync("data_directory_open", "gateway", directory.FullName, breaks: false);
        await stage.FindsAsync("secret_file_open", "gateway", "admin.key", breaks: false);
    }

    private static async Task AddElsewhereAsync(ConsoleFixture console, string baseUrl) => Assert.Equal(201, (await console.CallAsync("POST", "/api/accounts",
        $$$"""{"provider":"openai-compatible","name":"Elsewhere","base_url":"{{{baseUrl}}}","auth":{"type":"none"}}""")).Status);

    // A server that has no such page, and a clock of its own.
    private static async Task ServeAsync(TcpListener listener, DateTimeOffset clock)
    {
        var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 404 Not Found\r\nDate: {clock:r}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                await using var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 16, throwOnEndOfStream: false, Token);
                await stream.WriteAsync(answer, Token);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // Stopped at the end of the test.
        }
    }
}
