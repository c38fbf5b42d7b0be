using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>The path of a new user on an empty data directory: add an account, start, look at <c>/healthz</c>, see a client's request.</summary>
public sealed class NewUserTests
{
    [Fact]
    public async Task ByMouse_FirstRequestIsSeenInMonitor()
    {
        await using var gateway = await GatewayProcess.StartAsync("--demo", TestContext.Current.CancellationToken);
        await using var browser = await ConsoleBrowser.OpenAsync(gateway.LoginUrl);
        var page = browser.Page;
        await browser.TakenOverAsync();
        await page.Locator(".steps a[href*='add=key']").ClickAsync();
        await page.Locator("[data-testid=provider]").SelectOptionAsync("simulator");
        await page.Locator("[data-testid=key]").FillAsync("sk-new-user-0123456789");
        await page.Locator("[data-testid=save]").ClickAsync();
        await Assertions.Expect(page.Locator(".list .badge.ok")).ToBeVisibleAsync();

        await page.Locator(".side a[href='/api-proxy']").First.ClickAsync();
        await page.Locator("[data-testid=toggle]").ClickAsync();
        await Assertions.Expect(page.Locator(".head .badge.ok")).ToHaveCountAsync(0);
        await page.Locator("[data-testid=toggle]").ClickAsync();
        await Assertions.Expect(page.Locator(".head .badge.ok")).ToBeVisibleAsync();

        await page.Locator(".side a[href='/']").ClickAsync();
        var health = await page.Context.RunAndWaitForPageAsync(() => page.Locator(".steps a[target]").ClickAsync());
        await Assertions.Expect(health.Locator("body")).ToContainTextAsync("version");
        await health.CloseAsync();
        await Assertions.Expect(page.Locator(".steps li.done")).ToHaveCountAsync(3);

        await page.Locator(".side a[href='/monitor']").ClickAsync();
        await Assertions.Expect(page.Locator(".empty")).ToBeVisibleAsync();
        await AskAsync(await page.Locator(".side .proxy .ellipsis").InnerTextAsync());
        await page.Locator(".requests tbody tr").First.ClickAsync();
        await Assertions.Expect(page.Locator(".timeline .badge.ok")).ToBeVisibleAsync();
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task ByKeyboardAlone_FirstRequestIsSeenInMonitor()
    {
        await using var gateway = await GatewayProcess.StartAsync("--demo", TestContext.Current.CancellationToken);
        await using var browser = await ConsoleBrowser.OpenAsync(gateway.LoginUrl);
        var page = browser.Page;
        await browser.TakenOverAsync();
        await browser.ReachAsync(".steps a[href*='add=key']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-testid=provider]").WaitForAsync();
        await browser.ReachAsync("[data-testid=provider]");
        await page.Keyboard.TypeAsync("Sim");
        await Assertions.Expect(page.Locator("[data-testid=provider]")).ToHaveValueAsync("simulator");
        await browser.ReachAsync("[data-testid=key]");
        await page.Keyboard.TypeAsync("sk-keyboard-0123456789");
        await browser.ReachAsync("[data-testid=save]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".list .badge.ok")).ToBeVisibleAsync();

        await browser.ReachAsync(".side a[href='/api-proxy']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-testid=toggle]").WaitForAsync();
        await browser.ReachAsync("[data-testid=toggle]");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".head .badge.ok")).ToHaveCountAsync(0);
        await browser.ReachAsync("[data-testid=toggle]");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".head .badge.ok")).ToBeVisibleAsync();

        await browser.ReachAsync(".side a[href='/']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".steps a[target]").WaitForAsync();
        await browser.ReachAsync(".steps a[target]");
        var health = await page.Context.RunAndWaitForPageAsync(() => page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(health.Locator("body")).ToContainTextAsync("version");
        await health.CloseAsync();

        await browser.ReachAsync(".side a[href='/monitor']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".empty").WaitForAsync();
        await AskAsync(await page.Locator(".side .proxy .ellipsis").InnerTextAsync());
        await page.Locator(".requests tbody a").First.WaitForAsync();
        await browser.ReachAsync(".requests tbody a");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".timeline .badge.ok")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[tabindex='-1'].pointer-events-none:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".timeline")).ToHaveCountAsync(0);
        Assert.Empty(browser.Faults);
    }

    private static async Task AskAsync(string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var body = new StringContent("""{"model":"gpt-5.4","messages":[{"role":"user","content":"Hello"}]}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://{address.Trim()}/v1/chat/completions"), body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
    }
}
