using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>A person adds an account by signing in, all of it on the Accounts page and in the tab that it opens, in the language of the settings.</summary>
public sealed class SignInPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_AllowsAndFindsTheAccountInTheList()
    {
        await using var gateway = await GatewayProcess.StartAsync("", Token);
        using var management = new ManagementClient(gateway.ConsoleUrl, gateway.AdminKey);
        await management.SendAsync(HttpMethod.Patch, "/api/config", new JsonObject { ["ui"] = new JsonObject { ["language"] = "ko" } }, Token);
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions { ConsentPage = true }, Token);
        await using var browser = await ConsoleBrowser.SignInAsync(gateway.ConsoleUrl, gateway.AdminKey, 1280);
        var page = browser.Page;
        await page.GotoAsync(new Uri(gateway.ConsoleUrl, "accounts?add=signin").ToString());
        await browser.TakenOverAsync();
        await page.Locator("[data-testid=signin-provider]").SelectOptionAsync("gemini");
        await page.Locator("[data-testid=signin-client]").SelectOptionAsync("");
        await page.Locator("[data-testid=signin-json]").FillAsync(
            $$$"""{"installed":{"client_id":"page-client","client_secret":"s","auth_uri":"{{{google.AuthorizeUrl}}}","token_uri":"{{{google.TokenUrl}}}"} }""");
        await page.Locator("[data-testid=signin-url]").FillAsync(google.GeminiUrl.ToString());
        await page.Locator("[data-testid=signin-start]").ClickAsync();

        var consent = await page.Context.RunAndWaitForPageAsync(() => page.Locator("[data-testid=signin-open]").ClickAsync());
        await consent.Locator("#allow").ClickAsync();
        await Assertions.Expect(consent.GetByText("로그인했습니다", new() { Exact = true })).ToBeVisibleAsync();
        await consent.CloseAsync();

        await Assertions.Expect(page.Locator(".list > li", new() { HasText = "simulated.user@example.com" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-testid=signin-open]")).ToHaveCountAsync(0);
        Assert.Empty(browser.Faults);
    }
}
