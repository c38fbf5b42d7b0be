using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Settings;

public sealed class PricesPanelTests
{
    [Fact]
    public async Task OwnPrice_IsAddedShownAndTakenBack()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings");
        await page.ClickAsync("[data-testid=add-price]");
        page.WaitForElement("[data-testid=price-model]");
        await page.ChangeAsync("[data-testid=price-model]", "house-model");
        Assert.True(page.Find("[data-testid=save-price]").HasAttribute("disabled"));
        await page.ChangeAsync("[data-testid=price-input]", "1.5");
        await page.ChangeAsync("[data-testid=price-output]", "6");
        await page.ClickAsync("[data-testid=save-price]");
        page.WaitForAssertion(() => Assert.Contains("$1.5", page.Find("tr:has(button[aria-label='Edit house-model'])").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(6, stage.Parts.Prices.List().Single(price => price.Model == "house-model").Price.Output);

        await page.ClickAsync("button[aria-label='Delete house-model']");
        page.WaitForAssertion(() => Assert.DoesNotContain("house-model", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }
}
