using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;
using Microsoft.Playwright;

namespace AntigravityTools.Browser.Tests;

/// <summary>A person saves a backup on the Settings page, loses an account, and brings it back.</summary>
public sealed class BackupTests
{
    private const string Passphrase = "correct horse battery";

    [Fact]
    public async Task Backup_IsSavedCheckedAndRestoredOnThePage_AndTheRestoreIsUndone()
    {
        await using var gateway = await GatewayProcess.StartAsync("--demo", TestContext.Current.CancellationToken);
        await using var browser = await ConsoleBrowser.OpenAsync(gateway.LoginUrl);
        var page = browser.Page;
        await browser.TakenOverAsync();
        await page.GotoAsync(new Uri(gateway.ConsoleUrl, "/settings").ToString());
        await browser.TakenOverAsync();
        await page.Locator("[data-testid=backup-passphrase]").FillAsync(Passphrase);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-testid=backup]").ClickAsync());
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, download.SuggestedFilename);
        await download.SaveAsAsync(file);
        Assert.EndsWith(".agtbackup", file, StringComparison.Ordinal);

        await page.Locator("text=中文").First.EvaluateAsync("option => { option.parentElement.value = 'zh'; option.parentElement.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("设置");

        await page.Locator("[data-testid=restore-file]").SetInputFilesAsync(file);
        await page.Locator("[data-testid=restore-passphrase]").FillAsync("wrong passphrase");
        await page.Locator("[data-testid=restore-check]").ClickAsync();
        await Assertions.Expect(page.Locator("#backup .field .error")).ToBeVisibleAsync();
        await page.Locator("[data-testid=restore-passphrase]").FillAsync(Passphrase);
        await page.Locator("[data-testid=restore-check]").ClickAsync();
        await Assertions.Expect(page.Locator("#backup .note.warn")).ToBeVisibleAsync();
        await page.Locator("[data-testid=restore]").ClickAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Settings");
        await page.Locator("[data-testid=restore-undo]").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("设置");

        // The browser itself notes the answer to the wrong passphrase.
        Assert.DoesNotContain(browser.Faults, fault => !fault.Contains("400", StringComparison.Ordinal));
    }
}
