using AntigravityTools.Core.Records;
using AntigravityTools.Server.Tests.ManagementApi;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;
using Protocol = AntigravityTools.Protocols.Model.Protocol;

namespace AntigravityTools.Server.Tests.OAuth;

public sealed class RefreshTests
{
    private const string Model = "gemini-2.5-flash";
    private const string FirstToken = "rt-first-0123456789";
    private const string Body = """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""";

    [Fact]
    public async Task ThousandRequestsOnAnExpiredToken_RefreshItOnce()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        gateway.Simulator.Script(FirstToken, new NormalReply { Delay = TimeSpan.FromMilliseconds(300) });
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => PostAsync(client)));

        Assert.All(replies, status => Assert.Equal(200, status));
        Assert.Single(gateway.Simulator.Requests, request => request.Path == "/oauth/token");
        Assert.Equal(1000, gateway.Simulator.Requests.Count(request => request.Path.EndsWith(":generateContent", StringComparison.Ordinal)));
        Assert.DoesNotContain(gateway.Simulator.Requests, request => request.Credential == "at-old");
    }

    [Fact]
    public async Task RotatedRefreshToken_IsStoredBeforeItsAccessTokenIsUsed()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };
        var release = gateway.Store.HoldSaves();
        var running = PostAsync(client);
        await gateway.Store.SaveBegun.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, ProxyFixture.Token);
        Assert.DoesNotContain(gateway.Simulator.Requests, request => request.Path.EndsWith(":generateContent", StringComparison.Ordinal));

        release();

        Assert.Equal(200, await running);
        var stored = Assert.IsType<Credential.OAuth>(Assert.Single(await gateway.Store.LoadAsync(ProxyFixture.Token)).Credential);
        Assert.NotEqual(FirstToken, stored.RefreshToken);
        Assert.Equal(stored.AccessToken, gateway.Simulator.Requests.Last(request => request.Path.EndsWith(":generateContent", StringComparison.Ordinal)).Credential);
    }

    [Fact]
    public async Task RefusedToken_IsReplacedAndTheRequestGoesOnAtTheSameAccount()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(59));
        gateway.Simulator.Always("at-old", new Fault(FaultKind.InvalidCredential));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync(client)));

        Assert.All(replies, status => Assert.Equal(200, status));
        Assert.Single(gateway.Simulator.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public async Task TokenThatIsAboutToEnd_IsReplacedWhileItIsStillSent()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var gateway = await StartAsync(time, expiresAt: time.GetUtcNow().AddMinutes(30));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };
        gateway.Simulator.Always("at-old", new NormalReply());
        Assert.Equal(200, await PostAsync(client));
        Assert.DoesNotContain(gateway.Simulator.Requests, request => request.Path == "/oauth/token");

        time.Advance(TimeSpan.FromMinutes(27));
        Assert.Equal(200, await PostAsync(client));

        await gateway.Simulator.WaitForRequestAsync(request => request.Path == "/oauth/token", ProxyFixture.Token).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, ProxyFixture.Token);
        Assert.Equal("at-old", gateway.Simulator.Requests.Last(request => request.Path.EndsWith(":generateContent", StringComparison.Ordinal)).Credential);
    }

    [Fact]
    public async Task EndedGrant_TakesTheAccountOutUntilAPersonSignsIn()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        gateway.Simulator.Always(FirstToken, new Fault(FaultKind.InvalidGrant));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };

        Assert.Equal(503, await PostAsync(client));
        Assert.Equal(503, await PostAsync(client));

        Assert.Single(gateway.Simulator.Requests, request => request.Path == "/oauth/token");
        var status = (await gateway.CallAsync("GET", "/api/accounts/acc_login")).Json.GetProperty("status");
        Assert.Equal("needs_reauth", status.GetProperty("state").GetString());
        Assert.Contains("Sign in again", status.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenEndpointThatIsDown_DoesNotCostTheLogin()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        gateway.Simulator.Script(FirstToken, new Fault(FaultKind.Unavailable));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };
        await PostAsync(client);
        var state = (await gateway.CallAsync("GET", "/api/accounts/acc_login")).Json.GetProperty("status").GetProperty("state").GetString();
        Assert.NotEqual("needs_reauth", state);
        await gateway.CallAsync("POST", "/api/accounts/acc_login/reset");
        Assert.Equal(200, await PostAsync(client));
    }

    [Fact]
    public async Task ChangeByAPersonDuringARefresh_LosesNeither()
    {
        await using var gateway = await StartAsync(TimeProvider.System, expiresAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gateway.Proxy.Status.Url!) };
        var release = gateway.Store.HoldSaves();
        var running = PostAsync(client);
        await gateway.Store.SaveBegun.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, ProxyFixture.Token);
        var patch = gateway.CallAsync("PATCH", "/api/accounts/acc_login", """{"name":"Renamed","priority":5}""");

        release();

        Assert.Equal(200, await running);
        Assert.Equal(200, (await patch).Status);
        var stored = Assert.Single(await gateway.Store.LoadAsync(ProxyFixture.Token));
        Assert.Equal(("Renamed", 5), (stored.Name, stored.Priority));
        Assert.NotEqual(FirstToken, Assert.IsType<Credential.OAuth>(stored.Credential).RefreshToken);
    }

    private static async Task<ConsoleFixture> StartAsync(TimeProvider time, DateTimeOffset expiresAt)
    {
        var gateway = await ConsoleFixture.StartAsync(time: time, simulated: new SimulatorOptions { RecordedRequests = 5000 });
        gateway.Simulator.AddRefreshToken(FirstToken);
        await gateway.Store.SaveAsync(new Account
        {
            Id = "acc_login", Provider = "gemini", Name = "Login", BaseUrl = gateway.Simulator.GeminiUrl, Protocols = [Protocol.Gemini], OfferedModels = [Model],
            CreatedAt = DateTimeOffset.UnixEpoch,
            Credential = new Credential.OAuth(FirstToken, "client-1") { TokenEndpoint = gateway.Simulator.TokenUrl, AccessToken = "at-old", ExpiresAt = expiresAt },
        }, ProxyFixture.Token);
        await gateway.Accounts.LoadAsync(ProxyFixture.Token);
        await gateway.Proxy.StartAsync(ProxyFixture.Token);
        return gateway;
    }

    private static async Task<int> PostAsync(HttpClient client)
    {
        using var content = new StringContent(Body, null, "application/json");
        using var reply = await client.PostAsync($"/v1beta/models/{Model}:generateContent", content, ProxyFixture.Token);
        return (int)reply.StatusCode;
    }
}
