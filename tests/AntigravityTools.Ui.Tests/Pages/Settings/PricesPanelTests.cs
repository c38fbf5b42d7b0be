using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Settings;

public sealed class PricesPanelTests
{
    [Fact]
    public async Task OwnPrice_IsAddedShownAndTakenBack()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings");
        await page.Find("[data-testid=add-price]").ClickAsync(new());
        page.WaitForElement("[data-testid=price-model]");
        await page.Find("[data-testid=price-model]").ChangeAsync(new() { Value = "house-model" });
        Assert.True(page.Find("[data-testid=save-price]").HasAttribute("disabled"));
        await page.Find("[data-testid=price-input]").ChangeAsync(new() { Value = "1.5" });
        await page.Find("[data-testid=price-output]").ChangeAsync(new() { Value = "6" });
        await page.Find("[data-testid=save-price]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("$1.5", page.Find("tr:has(button[aria-label='Edit house-model'])").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(6, stage.Parts.Prices.List().Single(price => price.Model == "house-model").Price.Output);

        await page.Find("button[aria-label='Delete house-model']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.DoesNotContain("house-model", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }
}
