using AntigravityTools.Testing;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>A real browser on a console; it notes every error and every request that leaves the machine.</summary>
internal sealed class ConsoleBrowser : IAsyncDisposable
{
    private const int MostTabs = 120;

    // The first page of a console begins the pages' application, on machines that run other tests beside.
    private const int PatienceMilliseconds = 20_000;
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ConsoleBrowser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Request += (_, request) => Note(!new Uri(request.Url).IsLoopback && !request.Url.StartsWith("data:", StringComparison.Ordinal), "leaves the machine: " + request.Url);
        page.PageError += (_, error) => Note(true, "page error: " + error);
        page.Console += (_, message) => Note(message.Type == "error", "console: " + message.Text);
    }

    public IPage Page { get; }

    /// <summary>Everything that should not have happened.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Opens a browser and signs in by the form, as somebody does who has no link.</summary>
    public static async Task<ConsoleBrowser> SignInAsync(Uri consoleUrl, string adminKey, int width)
    {
        var console = await OpenAsync(new Uri(consoleUrl, "/login"), width);
        await console.Page.FillAsync("input[name=key]", adminKey);
        await console.Page.Keyboard.PressAsync("Enter");
        await console.TakenOverAsync();
        return console;
    }

    /// <summary>Opens a browser at an address, such as the one-time link.</summary>
    public static async Task<ConsoleBrowser> OpenAsync(Uri address, int width = 1280)
    {
        Prerequisite.Require(File.Exists(Chromium), "Chromium is missing: install it with 'apt-get install chromium'.");
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var context = await browser.NewContextAsync(new()
        {
            Locale = "en",
            ViewportSize = new() { Width = width, Height = 800 },
        });
        var console = new ConsoleBrowser(playwright, browser, await context.NewPageAsync());
        await console.Page.GotoAsync(address.ToString());
        return console;
    }

    /// <summary>Presses Tab until an element has the focus: it goes on from where the focus is, as a person's finger does.</summary>
    public async Task ReachAsync(string selector)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} can not be reached by the Tab key.");
    }

    /// <summary>Waits until the page answers to clicks: the server has taken it over from the first, still picture.</summary>
    public Task TakenOverAsync() => Assertions.Expect(Page.Locator("main")).ToHaveAttributeAsync("aria-busy", "false");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Note(bool wrong, string what)
    {
        if (wrong)
        {
            Faults.Add(what);
        }
    }
}
