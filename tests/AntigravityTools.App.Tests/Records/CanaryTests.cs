using System.Net;
using System.Text;
using System.Text.Json;
using AntigravityTools.App.Hosting;
using AntigravityTools.App.Tests.Running;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Tests.Records;

/// <summary>Secrets are put wherever a client, a user or a provider may put them, and then looked for wherever the program leaves traces.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Word = "c4n4ry";
    private const string Credential = "sk-c4n4ry-credential-0123456789";
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = true, CookieContainer = new CookieContainer() });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Secrets_AreFoundNowhere()
    {
        using var log = new MemoryStream();
        var seen = new List<(string Place, string Text)>();
        var (named, admin) = ("", "");
        using (var lines = new LineLog(log, TimeProvider.System, colours: false))
        using (var logs = LoggerFactory.Create(builder => builder.AddProvider(lines).SetMinimumLevel(LogLevel.Trace)))
        {
            var options = new GatewayOptions { DataDirectory = _home.Data, Demo = true, NoConsole = true, Port = 0, ConsolePort = 0, Environment = new Dictionary<string, string>() };
            var (host, error) = await GatewayHost.StartAsync(options, TimeProvider.System, logs, Token);
            Assert.Null(error);
            await using (host!)
            {
                named = await PlantAsync(host!);
                admin = host!.AdminKey;
                seen.AddRange(await VisitAsync(host!));
            }
        }

        seen.AddRange(await OpenPagesAsync());
        seen.Add(("log", Encoding.UTF8.GetString(log.ToArray())));
        foreach (var file in Directory.GetFiles(_home.Data, "*", SearchOption.AllDirectories))
        {
            seen.Add((file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token))));
        }

        Assert.Contains(seen, place => place.Text.Contains("canary-model", StringComparison.Ordinal));
        Assert.All(seen, place => Assert.False(place.Text.Contains(Word, StringComparison.OrdinalIgnoreCase), place.Place));
        Assert.All(seen, place => Assert.False(place.Text.Contains(named, StringComparison.Ordinal), place.Place));
        Assert.Equal([Path.Combine(_home.Data, "admin.key")], PlacesOf(seen, admin));

        // Clients are set up with this one, so the console shows it to its owner.
        var configured = PlacesOf(seen, _home.ReadClientKey()).ToHashSet();
        Assert.Contains(_home.Config, configured);
        Assert.Empty(configured.Except([_home.Config, "/api/config", "/api/proxy", "/api-proxy"]));
    }

    private static IEnumerable<string> PlacesOf(List<(string Place, string Text)> seen, string secret) =>
        seen.Where(place => place.Text.Contains(secret, StringComparison.Ordinal)).Select(place => place.Place);

    private async Task<string> PlantAsync(GatewayHost host)
    {
        var proxy = host.Parts.ProxyControl.Status.Url!;
        var account = await CallAsync(host, "POST", "/api/accounts",
            $$$"""{"provider":"simulator","name":"Mine","auth":{"type":"api_key","api_key":"{{{Credential}}}"},"models":["canary-model"]}""");
        Assert.True(account.Contains("acc_", StringComparison.Ordinal), account);
        var id = JsonDocument.Parse(account).RootElement.GetProperty("id").GetString();
        await CallAsync(host, "POST", "/api/accounts",
            """{"provider":"simulator","name":"Login","auth":{"type":"oauth","refresh_token":"1//c4n4ry-refresh-0123456789","client_id":"client","client_secret":"c4n4ry-client-secret"}}""");
        await CallAsync(host, "PATCH", "/api/config", """{"telemetry":{"prometheus":true}}""");
        var key = JsonDocument.Parse(await CallAsync(host, "POST", "/api/keys", """{"name":"laptop"}""")).RootElement.GetProperty("secret").GetString()!;

        await AskAsync(proxy, "/v1/chat/completions?key=c4n4ry-in-the-query&note=c4n4ry-note", key);
        foreach (var (status, code) in new[] { (401, "invalid_api_key"), (400, "bad"), (429, "rate_limit_exceeded"), (500, "server_error") })
        {
            host.Parts.Simulator!.Always(Credential, new RawFault(status, $$$"""{"error":{"message":"Key {{{Credential}}} and Bearer c4n4ry-token-0123456789 fail.","type":"error","code":"{{{code}}}"}}"""));
            await CallAsync(host, "POST", $"/api/accounts/{id}/reset", null);
            await AskAsync(proxy, "/v1/chat/completions", key);
            await AskAsync(proxy, "/v1/messages", key);
            await CallAsync(host, "POST", $"/api/accounts/{id}/test", null);
        }

        host.Parts.Simulator!.Always(Credential, new RawFault(200, $$"""{"unexpected":"{{Credential}}"}"""));
        await CallAsync(host, "POST", $"/api/accounts/{id}/reset", null);
        await AskAsync(proxy, "/v1/chat/completions", key);
        await AskAsync(proxy, "/v1/unknown/path?api_key=c4n4ry-in-the-query", key);
        await AskAsync(proxy, "/v1/chat/completions", key, "{\"model\":\"canary-model\",\"messages\":[{\"role\":\"c4n4ry");
        return key;
    }

    private async Task<List<(string Place, string Text)>> VisitAsync(GatewayHost host)
    {
        var seen = new List<(string, string)>();
        string[] calls =
        [
            "/api/accounts", "/api/accounts/export", "/api/accounts/export?secrets=false", "/api/config", "/api/proxy", "/api/routes", "/api/keys", "/api/requests?limit=500", "/api/stats/summary",
            "/api/stats/tokens", "/api/stats/export.csv", "/api/providers", "/api/about", "/api/prices", "/api/capture", "/api/capture/export", "/api/discover", "/metrics",
        ];
        foreach (var path in calls)
        {
            seen.Add((path, await CallAsync(host, "GET", path, null)));
        }

        foreach (var item in JsonDocument.Parse(await CallAsync(host, "GET", "/api/requests?limit=500", null)).RootElement.GetProperty("items").EnumerateArray())
        {
            seen.Add(("request", await CallAsync(host, "GET", "/api/requests/" + item.GetProperty("id").GetString(), null)));
        }

        return seen;
    }

    // The pages belong to the built program, which finds the same data here.
    private async Task<List<(string Place, string Text)>> OpenPagesAsync()
    {
        await using var gateway = await Gateway.ServeAsync(_home, "--demo");
        var login = new Uri(gateway.Output.Split(default(char[])).First(word => word.Contains("/login?token=", StringComparison.Ordinal)));
        using var signedIn = await _client.GetAsync(login, Token);
        var seen = new List<(string, string)>();
        foreach (var page in new[] { "/", "/accounts", "/api-proxy", "/monitor", "/token-stats", "/settings" })
        {
            var html = await _client.GetStringAsync(new Uri(login, page), Token);
            Assert.Contains("<h1", html, StringComparison.Ordinal);
            seen.Add((page, html));
        }

        // The page of somebody who is signed in, and not the login.
        Assert.Contains("canary-model", seen.Single(place => place.Item1 == "/monitor").Item2, StringComparison.Ordinal);
        gateway.Signal("TERM");
        await gateway.WaitForExitAsync();
        seen.Add(("output", gateway.Output + gateway.Errors));
        return seen;
    }

    private async Task AskAsync(string proxy, string path, string key, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, proxy + path)
        {
            Content = new StringContent(body ?? """{"model":"canary-model","max_tokens":9,"messages":[{"role":"user","content":"My password is c4n4ry-in-the-prompt and my key sk-c4n4ry-in-the-prompt."}]}""", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in new[] { ("Authorization", "Bearer " + key), ("Cookie", "session=c4n4ry-cookie"), ("x-private", "c4n4ry-header"), ("User-Agent", "c4n4ry-agent/1.0"), ("x-api-key", key) })
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _client.SendAsync(request, Token);
        await answer.Content.ReadAsStringAsync(Token);
    }

    private async Task<string> CallAsync(GatewayHost host, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Console!.Url + path);
        request.Headers.Authorization = new("Bearer", host.AdminKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request, Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
