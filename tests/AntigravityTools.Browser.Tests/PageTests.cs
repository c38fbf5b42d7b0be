using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>The six pages in a real browser, signed in by the one-time link of a real gateway.</summary>
public sealed class PageTests(GatewayFixture gateway)
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Fact]
    public async Task EveryPage_OpensWithoutErrorAndStaysOnThisMachine()
    {
        Prerequisite.Require(File.Exists(Chromium), "Chromium is missing: install it with 'apt-get install chromium'.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var page = await browser.NewPageAsync();
        var foreign = new List<string>();
        var errors = new List<string>();
        page.Request += (_, request) => Add(foreign, request.Url, !new Uri(request.Url).IsLoopback && !request.Url.StartsWith("data:", StringComparison.Ordinal));
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(gateway.Process.LoginUrl.ToString());
        foreach (var path in new[] { "", "accounts", "api-proxy", "monitor", "token-stats", "settings" })
        {
            await page.GotoAsync(new Uri(gateway.Process.ConsoleUrl, path).ToString());
            await page.Locator("h1").First.WaitForAsync();
            Assert.NotEmpty(await page.Locator("h1").First.InnerTextAsync());
        }

        Assert.Empty(foreign);
        Assert.Empty(errors);
    }

    private static void Add(List<string> list, string text, bool wanted)
    {
        if (wanted)
        {
            list.Add(text);
        }
    }
}
