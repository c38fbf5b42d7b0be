using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>A person signs in with a real browser at a provider that asks for consent.</summary>
public sealed class SignInTests(GatewayFixture gateway)
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("allow", "Signed in", "completed")]
    [InlineData("deny", "Not signed in", "failed")]
    public async Task Person_AllowsOrDeniesAndIsToldWhatBecameOfIt(string choice, string heading, string state)
    {
        Prerequisite.Require(File.Exists(Chromium), "Chromium is missing: install it with 'apt-get install chromium'.");
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions { ConsentPage = true }, Token);
        var client = "browser-" + choice;
        await gateway.Management.SendAsync(HttpMethod.Post, "/api/oauth/clients", new JsonObject
        {
            ["installed"] = new JsonObject { ["client_id"] = client, ["client_secret"] = "s", ["auth_uri"] = google.AuthorizeUrl.ToString(), ["token_uri"] = google.TokenUrl.ToString() },
        }, Token);
        var session = await gateway.Management.SendAsync(HttpMethod.Post, "/api/oauth/sessions", new JsonObject
        {
            ["provider"] = "gemini", ["client_id"] = client, ["base_url"] = google.GeminiUrl.ToString(), ["email"] = choice + "@example.com",
        }, Token);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var page = await browser.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync(session.GetProperty("authorization_url").GetString()!);
        await page.Locator("#" + choice).ClickAsync();
        await page.GetByText(heading, new() { Exact = true }).WaitForAsync();

        var ended = await gateway.Management.SendAsync(HttpMethod.Get, "/api/oauth/sessions/" + session.GetProperty("id").GetString(), null, Token);
        Assert.Equal(state, ended.GetProperty("state").GetString());
        Assert.Empty(errors);
        if (state == "completed")
        {
            await gateway.Management.DeleteAccountAsync(ended.GetProperty("account_id").GetString()!, Token);
        }
    }
}
