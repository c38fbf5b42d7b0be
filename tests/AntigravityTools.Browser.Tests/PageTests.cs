using System.Text.Json.Nodes;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Browser.Tests;

/// <summary>The six pages in every language, light and dark, on a desk and on a phone.</summary>
public sealed class PageTests(GatewayFixture gateway)
{
    private static readonly string[] Pages =
    [
        "", "accounts", "accounts?view=cards", "accounts?add=key", "accounts?add=signin", "accounts?add=discover", "api-proxy", "api-proxy?tab=keys", "api-proxy?tab=scheduling", "api-proxy?tab=rules",
        "api-proxy?tab=samples", "monitor", "token-stats", "settings",
    ];

    public static MatrixTheoryData<string, bool, int> Views { get; } = new(["en", "ko", "zh"], [false, true], [1280, 360]);

    [Theory]
    [MemberData(nameof(Views))]
    public async Task EveryPage_FitsAndIsQuiet(string language, bool dark, int width)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var body = new StringContent("""{"model":"gpt-5.4","messages":[{"role":"user","content":"Hello"}]}""", System.Text.Encoding.UTF8, "application/json");
        (await gateway.Client.PostAsync("/v1/chat/completions", body, cancellationToken)).Dispose();
        var config = await gateway.Management.SendAsync(HttpMethod.Patch, "/api/config", new JsonObject
        {
            ["ui"] = new JsonObject { ["language"] = language, ["theme"] = dark ? "dark" : "light" },
        }, cancellationToken);
        Assert.Equal(language, config.GetProperty("ui").GetProperty("language").GetString());
        await using var browser = await ConsoleBrowser.SignInAsync(gateway.Process.ConsoleUrl, gateway.Process.AdminKey, width);
        foreach (var path in Pages)
        {
            await browser.Page.GotoAsync(new Uri(gateway.Process.ConsoleUrl, path).ToString());
            await browser.TakenOverAsync();
            Assert.NotEmpty(await browser.Page.Locator("h1").First.InnerTextAsync());
            Assert.Equal(language == "zh" ? "zh-Hans" : language, await browser.Page.GetAttributeAsync("html", "lang"));
            Assert.Equal(dark ? "dark" : "light", await browser.Page.GetAttributeAsync(".shell", "data-theme"));
            var tooWide = await browser.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(tooWide <= 0, $"{path} is {tooWide} pixels too wide at {width} in {language}.");
        }

        Assert.Empty(browser.Faults);
    }
}
