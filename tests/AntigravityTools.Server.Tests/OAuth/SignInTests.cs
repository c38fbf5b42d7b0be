using System.Net;
using System.Net.Sockets;
using System.Text;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.OAuth;

public sealed class SignInTests
{
    [Fact]
    public async Task PersonWhoAllows_ComesBackToAnAccountThatIsReady()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync(""","scopes":["openid","email"],"priority":4""");
        Assert.Equal("pending", session.GetProperty("state").GetString());
        Assert.StartsWith("http://127.0.0.1:", session.GetProperty("redirect_uri").GetString(), StringComparison.Ordinal);
        var asked = session.GetProperty("authorization_url").GetString()!;
        Assert.Contains("code_challenge_method=S256", asked, StringComparison.Ordinal);
        Assert.Contains("scope=openid%20email", asked, StringComparison.Ordinal);
        Assert.Contains("access_type=offline", asked, StringComparison.Ordinal);

        using var page = await signIn.Browser.GetAsync(asked, ProxyFixture.Token);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Signed in", await page.Content.ReadAsStringAsync(ProxyFixture.Token), StringComparison.Ordinal);
        var done = await signIn.SessionAsync(session);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        var account = await signIn.AccountAsync(done.GetProperty("account_id").GetString()!);
        Assert.Equal(("simulated.user@example.com", "simulated.user@example.com", "my-project", 4),
            (account.GetProperty("email").GetString(), account.GetProperty("name").GetString(), account.GetProperty("project").GetString(), account.GetProperty("priority").GetInt32()));
        Assert.Equal("ready", account.GetProperty("status").GetProperty("state").GetString());
        Assert.NotEqual(0, account.GetProperty("models").GetArrayLength());
        Assert.Equal(1048576, account.GetProperty("model_limits").GetProperty("gemini-2.5-pro").GetProperty("input_tokens").GetInt32());
        var exchange = Assert.Single(signIn.Google.Requests, request => request.Path == "/oauth/token");
        Assert.Contains("code_verifier=", exchange.BodyText, StringComparison.Ordinal);
        var list = Assert.Single(signIn.Google.Requests, request => request.Path == "/v1beta/models");
        Assert.Equal("my-project", list.Headers["x-goog-user-project"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => signIn.Browser.GetAsync(session.GetProperty("redirect_uri").GetString(), ProxyFixture.Token));
    }

    [Fact]
    public async Task PersonWhoDenies_IsToldAndLeavesNoAccount()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync();
        using var page = await signIn.Browser.GetAsync(session.GetProperty("authorization_url").GetString() + "&consent=deny", ProxyFixture.Token);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        var failed = await signIn.SessionAsync(session);
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("denied", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await signIn.Console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task WhoeverHasNotTheState_ChangesNothing()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync();
        var back = session.GetProperty("redirect_uri").GetString()!;
        foreach (var query in new[] { "?code=stolen&state=guessed", "?code=stolen", "?error=access_denied&state=guessed", "?code=a&code=b&state=x", "" })
        {
            using var page = await signIn.Browser.GetAsync(back + query, ProxyFixture.Token);
            Assert.False(page.IsSuccessStatusCode);
        }

        Assert.Equal("pending", (await signIn.SessionAsync(session)).GetProperty("state").GetString());
        using var real = await signIn.Browser.GetAsync(session.GetProperty("authorization_url").GetString(), ProxyFixture.Token);
        Assert.Equal("completed", (await signIn.SessionAsync(session)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task StrayConnections_AreTolerated()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync();
        var port = new Uri(session.GetProperty("redirect_uri").GetString()!).Port;
        var strays = new List<Socket>();
        try
        {
            for (var number = 0; number < 150; number++)
            {
                var stray = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                strays.Add(stray);
                await stray.ConnectAsync(IPAddress.Loopback, port, ProxyFixture.Token);
                if (number % 3 == 0)
                {
                    await stray.SendAsync(Encoding.ASCII.GetBytes(number % 2 == 0 ? "\u0016\u0003 no http\r\n\r\n" : "GET /favicon.ico HTT"), ProxyFixture.Token);
                }
            }

            if (Socket.OSSupportsIPv6)
            {
                using var other = await signIn.Browser.GetAsync($"http://[::1]:{port}/favicon.ico", ProxyFixture.Token);
                Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
            }

            using var page = await signIn.Browser.GetAsync(session.GetProperty("authorization_url").GetString(), ProxyFixture.Token);
            Assert.Equal("completed", (await signIn.SessionAsync(session)).GetProperty("state").GetString());
        }
        finally
        {
            strays.ForEach(stray => stray.Dispose());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PastedAddressOrCode_FinishesASignInFromAnotherMachine(bool wholeAddress)
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync();
        var address = await signIn.ConsentFarAwayAsync(session);
        var pasted = wholeAddress ? address : address.Split("code=")[1].Split('&')[0];

        var done = await signIn.Console.CallAsync("POST", $"/api/oauth/sessions/{session.GetProperty("id").GetString()}/complete", $$"""{"code_or_url":" {{pasted}} "}""");

        Assert.Equal((200, "completed"), (done.Status, done.Json.GetProperty("state").GetString()));
        Assert.Equal("ready", (await signIn.AccountAsync(done.Json.GetProperty("account_id").GetString()!)).GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task AddressOfAnotherSignIn_IsRefusedAndTheSignInStaysOpen()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var (one, other) = (await signIn.OpenAsync(), await signIn.OpenAsync());
        var address = await signIn.ConsentFarAwayAsync(other);
        var refused = await signIn.Console.CallAsync("POST", $"/api/oauth/sessions/{one.GetProperty("id").GetString()}/complete", $$"""{"code_or_url":"{{address}}"}""");
        Assert.Equal(400, refused.Status);
        Assert.Equal(["code_or_url"], refused.Fields);
        Assert.Equal("pending", (await signIn.SessionAsync(one)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task TenMinutesWithoutAnybody_EndTheSignIn()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var signIn = await SignInFixture.StartAsync(time);
        var session = await signIn.OpenAsync();
        time.Advance(TimeSpan.FromMinutes(9.9));
        Assert.Equal("pending", (await signIn.SessionAsync(session)).GetProperty("state").GetString());

        time.Advance(TimeSpan.FromMinutes(0.2));

        var failed = await signIn.SessionAsync(session);
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("ten minutes", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        var late = await signIn.Console.CallAsync("POST", $"/api/oauth/sessions/{session.GetProperty("id").GetString()}/complete", """{"code_or_url":"too-late"}""");
        Assert.Equal("failed", late.Json.GetProperty("state").GetString());
        Assert.DoesNotContain(signIn.Google.Requests, request => request.Path == "/oauth/token");
    }

    [Fact]
    public async Task CancelledSignIn_IsGone()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var session = await signIn.OpenAsync();
        var path = "/api/oauth/sessions/" + session.GetProperty("id").GetString();
        Assert.Equal(204, (await signIn.Console.CallAsync("DELETE", path)).Status);
        Assert.Equal(404, (await signIn.Console.CallAsync("GET", path)).Status);
        Assert.Equal(404, (await signIn.Console.CallAsync("DELETE", path)).Status);
    }

    [Fact]
    public async Task EndedLogin_IsSignedInAgainInPlace()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var added = await signIn.Console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"gemini","name":"Mine","base_url":"{{signIn.Google.GeminiUrl}}","email":"simulated.user@example.com","auth":{"type":"oauth","refresh_token":"revoked-0123456789"} }
            """);
        Assert.Equal((201, "needs_reauth"), (added.Status, added.Json.GetProperty("status").GetProperty("state").GetString()));
        var id = added.Json.GetProperty("id").GetString()!;

        var session = await signIn.OpenAsync($$""","account_id":"{{id}}" """);
        Assert.Contains("login_hint=simulated.user", session.GetProperty("authorization_url").GetString(), StringComparison.Ordinal);
        using var page = await signIn.Browser.GetAsync(session.GetProperty("authorization_url").GetString(), ProxyFixture.Token);

        Assert.Equal(id, (await signIn.SessionAsync(session)).GetProperty("account_id").GetString());
        var account = await signIn.AccountAsync(id);
        Assert.Equal(("Mine", "ready"), (account.GetProperty("name").GetString(), account.GetProperty("status").GetProperty("state").GetString()));
        Assert.Equal(1, (await signIn.Console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task AnotherLogin_DoesNotTakeTheAccountOver()
    {
        await using var signIn = await SignInFixture.StartAsync();
        signIn.Google.AddRefreshToken("rt-of-somebody-0123", "somebody@example.com");
        var added = await signIn.Console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"gemini","base_url":"{{signIn.Google.GeminiUrl}}","auth":{"type":"oauth","refresh_token":"rt-of-somebody-0123"} }
            """);
        Assert.Equal("somebody@example.com", added.Json.GetProperty("email").GetString());
        var session = await signIn.OpenAsync($$""","account_id":"{{added.Json.GetProperty("id").GetString()}}" """);
        var asDifferent = session.GetProperty("authorization_url").GetString()!.Replace("login_hint=", "ignored=", StringComparison.Ordinal);
        using var page = await signIn.Browser.GetAsync(asDifferent, ProxyFixture.Token);
        var failed = await signIn.SessionAsync(session);
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("somebody@example.com", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameLoginTwice_IsOneAccount()
    {
        await using var signIn = await SignInFixture.StartAsync();
        for (var round = 0; round < 2; round++)
        {
            var session = await signIn.OpenAsync();
            using var page = await signIn.Browser.GetAsync(session.GetProperty("authorization_url").GetString(), ProxyFixture.Token);
            Assert.Equal("completed", (await signIn.SessionAsync(session)).GetProperty("state").GetString());
        }

        Assert.Equal(1, (await signIn.Console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"provider":"gemini","client_id":"nobody"}""", "client_id")]
    [InlineData("""{"provider":"gemini","scopes":["https://www.example.test/everything"]}""", "scopes")]
    [InlineData("""{"provider":"gemini","account_id":"acc_none"}""", "account_id")]
    [InlineData("""{"provider":"anthropic"}""", "auth.type")]
    [InlineData("""{"provider":"gemini","colour":"red"}""", "colour")]
    public async Task SignInThatCanNotBe_NamesTheField(string body, string field)
    {
        await using var signIn = await SignInFixture.StartAsync();
        var refused = await signIn.Console.CallAsync("POST", "/api/oauth/sessions", body);
        Assert.Equal(400, refused.Status);
        Assert.Contains(field, refused.Fields);
    }

    [Fact]
    public async Task Clients_AreListedMaskedReplacedAndRemoved()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var again = await signIn.Console.CallAsync("POST", "/api/oauth/clients", $$"""{"client_id":"{{SignInFixture.ClientId}}","client_secret":"canary-second-0123456789","name":"Mine"}""");
        Assert.Equal(200, again.Status);
        var web = await signIn.Console.CallAsync("POST", "/api/oauth/clients", """{"web":{"client_id":"x","client_secret":"y"}}""");
        Assert.Equal(400, web.Status);
        Assert.Equal(400, (await signIn.Console.CallAsync("POST", "/api/oauth/clients", """{"client_id":"x","token_uri":"http://tokens.example.test"}""")).Status);
        var list = await signIn.Console.CallAsync("GET", "/api/oauth/clients");
        var client = Assert.Single(list.Json.GetProperty("clients").EnumerateArray());
        Assert.Equal(("Mine", "https://oauth2.googleapis.com/token"), (client.GetProperty("name").GetString(), client.GetProperty("token_uri").GetString()));
        Assert.DoesNotContain("canary-", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-", await signIn.Console.Settings.GetAsync("oauth_clients", ProxyFixture.Token), StringComparison.Ordinal);
        Assert.Equal(204, (await signIn.Console.CallAsync("DELETE", "/api/oauth/clients/" + SignInFixture.ClientId)).Status);
        Assert.Equal(404, (await signIn.Console.CallAsync("DELETE", "/api/oauth/clients?client_id=" + SignInFixture.ClientId)).Status);
    }

    [Fact]
    public async Task Secrets_AppearInNoAnswerNoLogAndNoPage()
    {
        await using var signIn = await SignInFixture.StartAsync();
        var texts = new List<string>();
        signIn.Google.Script("canary-refresh-0123456789", new RawFault(400, $$"""{"error":"invalid_grant","error_description":"Bad token canary-refresh-0123456789 of {{SignInFixture.ClientSecret}}"}"""));
        var added = await signIn.Console.CallAsync("POST", "/api/accounts", $$"""
            {"provider":"gemini","base_url":"{{signIn.Google.GeminiUrl}}","auth":{"type":"oauth","refresh_token":"canary-refresh-0123456789"} }
            """);
        texts.Add(added.Body);
        var session = await signIn.OpenAsync();
        var wrong = await signIn.Console.CallAsync("POST", $"/api/oauth/sessions/{session.GetProperty("id").GetString()}/complete", """{"code_or_url":"canary-code-0123456789"}""");
        Assert.Equal("failed", wrong.Json.GetProperty("state").GetString());
        texts.Add(wrong.Body);
        var next = await signIn.OpenAsync();
        using var page = await signIn.Browser.GetAsync(next.GetProperty("authorization_url").GetString(), ProxyFixture.Token);
        texts.Add(await page.Content.ReadAsStringAsync(ProxyFixture.Token));
        texts.Add((await signIn.Console.CallAsync("GET", "/api/accounts")).Body);
        texts.Add((await signIn.Console.CallAsync("GET", "/api/accounts/export")).Body);
        texts.Add((await signIn.Console.CallAsync("GET", "/api/oauth/clients")).Body);
        texts.AddRange(signIn.Console.Logs.Lines.Select(line => line.ToString()!));

        Assert.Contains("invalid_grant", added.Body, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.DoesNotContain("canary-", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("sim-at-", text, StringComparison.Ordinal));
    }
}
