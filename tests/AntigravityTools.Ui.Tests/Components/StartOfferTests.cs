using AntigravityTools.Ui.Components;
using Bunit;

namespace AntigravityTools.Ui.Tests.Components;

public sealed class StartOfferTests
{
    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 0)]
    [InlineData(false, false, 0)]
    public async Task FirstStart_AsksOnce_UnderTheDesktopWindowWhereItIsNotOnAlready(bool desktop, bool autoStart, int questions)
    {
        var token = TestContext.Current.CancellationToken;
        await using var stage = await ConsoleStage.StartAsync(desktop);
        Assert.Empty(await stage.Parts.Configuration.PatchAsync(autoStart ? """{"proxy":{"auto_start":true}}""" : """{"proxy":{"auto_start":false}}""", token));
        var page = stage.Open<StartOffer>("/", shows: ".mud-snackbar-provider, div");
        for (var round = 0; round < 2; round++)
        {
            Assert.Null((await stage.Parts.ProxyControl.StartAsync(token)).Error);
            await stage.Parts.ProxyControl.StopAsync(token);
        }

        // What the component does runs on the page's own turn; taking one more sees it done.
        await page.InvokeAsync(() => { });
        Assert.Equal(questions, page.FindAll(".mud-snackbar").Count);
        if (questions > 0)
        {
            await page.ClickAsync(".mud-snackbar button");
            page.WaitForAssertion(() => Assert.True(stage.Parts.Configuration.Current.AutoStart), TimeSpan.FromSeconds(10));
        }
    }
}
