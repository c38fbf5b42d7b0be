using System.Text.Json;
using AntigravityTools.Server.Tests.ManagementApi;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;

namespace AntigravityTools.Server.Tests.OAuth;

/// <summary>A console, a provider that asks for consent, and a browser between them.</summary>
internal sealed class SignInFixture : IAsyncDisposable
{
    public const string ClientId = "1234-desktop.apps.example.test";
    public const string ClientSecret = "canary-client-secret-0123456789";

    private SignInFixture(ConsoleFixture console) => Console = console;

    public ConsoleFixture Console { get; }

    /// <summary>Follows redirects as a browser does.</summary>
    public HttpClient Browser { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Stops at the redirect, as a browser on another machine does.</summary>
    public HttpClient FarBrowser { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public SimulatorHost Google => Console.Simulator;

    public static async Task<SignInFixture> StartAsync(TimeProvider? time = null)
    {
        var clients = new Dictionary<string, string> { [ClientId] = ClientSecret };
        var console = await ConsoleFixture.StartAsync(time: time, simulated: new SimulatorOptions { OAuthClients = clients });
        var fixture = new SignInFixture(console);
        var imported = await console.CallAsync("POST", "/api/oauth/clients", $$"""
            {"installed":{"client_id":"{{ClientId}}","project_id":"my-project","auth_uri":"{{fixture.Google.AuthorizeUrl}}","token_uri":"{{fixture.Google.TokenUrl}}",
             "auth_provider_x509_cert_url":"https://www.example.test/certs","client_secret":"{{ClientSecret}}","redirect_uris":["http://localhost"] } }
            """);
        Assert.Equal((201, imported.Body), (imported.Status, imported.Body));
        return fixture;
    }

    /// <summary>Opens a sign-in; more fields begin with a comma.</summary>
    public async Task<JsonElement> OpenAsync(string more = "")
    {
        var reply = await Console.CallAsync("POST", "/api/oauth/sessions", $$"""{"provider":"gemini","base_url":"{{Google.GeminiUrl}}"{{more}} }""");
        Assert.Equal((201, reply.Body), (reply.Status, reply.Body));
        return reply.Json;
    }

    public async Task<JsonElement> SessionAsync(JsonElement session) =>
        (await Console.CallAsync("GET", "/api/oauth/sessions/" + session.GetProperty("id").GetString())).Json;

    public async Task<JsonElement> AccountAsync(string id) => (await Console.CallAsync("GET", "/api/accounts/" + id)).Json;

    /// <summary>Consents on another machine; the address that its browser can not open.</summary>
    public async Task<string> ConsentFarAwayAsync(JsonElement session)
    {
        using var reply = await FarBrowser.GetAsync(session.GetProperty("authorization_url").GetString(), ProxyFixture.Token);
        return reply.Headers.Location!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        FarBrowser.Dispose();
        await Console.DisposeAsync();
    }
}
