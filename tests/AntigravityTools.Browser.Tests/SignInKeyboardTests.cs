using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>The sign-in dialog without a mouse: reached, filled, left, and gone through to the account in the list.</summary>
public sealed class SignInKeyboardTests
{
    private const string Add = "[data-testid=add]";
    private const string Way = "[data-testid=way-signin]";
    private const string Provider = "[data-testid=signin-provider]";
    private const string Open = "[data-testid=signin-open]";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dialog_IsReachedAndClosedByKeys_AndTheFocusStaysInIt()
    {
        await using var gateway = await GatewayProcess.StartAsync("", Token);
        await using var browser = await OpenAsync(gateway);
        var page = browser.Page;
        await ReachSignInAsync(browser);

        // However far Tab goes, it stays among the dialog's own controls.
        for (var tabs = 0; tabs < 25; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => !!document.activeElement?.closest('.mud-dialog-container')"));
        }

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(Provider)).ToHaveCountAsync(0);

        await ReachSignInAsync(browser);
        await browser.ReachAsync("[data-testid=signin-close]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(Provider)).ToHaveCountAsync(0);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Person_SignsInByKeysAlone()
    {
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions { ConsentPage = true }, Token);
        await using var gateway = await GatewayProcess.StartAsync("", Token);
        await using var browser = await OpenAsync(gateway);
        var page = browser.Page;
        await ReachSignInAsync(browser);
        await browser.ReachAsync("[data-testid=signin-json]");
        await page.Keyboard.InsertTextAsync(
            $$$"""{"installed":{"client_id":"key-client","client_secret":"s","auth_uri":"{{{google.AuthorizeUrl}}}","token_uri":"{{{google.TokenUrl}}}"} }""");
        await browser.ReachAsync("[data-testid=signin-url]");
        await page.Keyboard.TypeAsync(google.GeminiUrl.ToString());
        await browser.ReachAsync("[data-testid=signin-start]");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(Open).WaitForAsync();
        await browser.ReachAsync(Open);
        var consent = await page.Context.RunAndWaitForPageAsync(() => page.Keyboard.PressAsync("Enter"));
        await consent.Locator("#allow").FocusAsync();
        await consent.Keyboard.PressAsync("Enter");
        await Assertions.Expect(consent.GetByText("Signed in", new() { Exact = true })).ToBeVisibleAsync();
        await consent.CloseAsync();
        await Assertions.Expect(page.Locator(".list > li", new() { HasText = "simulated.user@example.com" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Open)).ToHaveCountAsync(0);
        Assert.Empty(browser.Faults);
    }

    private static async Task<ConsoleBrowser> OpenAsync(GatewayProcess gateway)
    {
        var browser = await ConsoleBrowser.OpenAsync(gateway.LoginUrl);
        await browser.TakenOverAsync();
        await browser.ReachAsync(".side a[href='/accounts']");
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Locator(Add).WaitForAsync();
        return browser;
    }

    private static async Task ReachSignInAsync(ConsoleBrowser browser)
    {
        await browser.ReachAsync(Add);
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Locator(Way).WaitForAsync();
        await browser.ReachAsync(Way);
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Locator(Provider).WaitForAsync();
    }
}
