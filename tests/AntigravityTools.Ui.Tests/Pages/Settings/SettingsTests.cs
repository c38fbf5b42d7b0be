using AntigravityTools.Ui.Pages.Settings;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("en", "Settings")]
    [InlineData("ko", "설정")]
    [InlineData("zh", "设置")]
    public async Task Language_ChangesThePageInPlace(string language, string title)
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings");
        await page.Find("[data-testid=language]").ChangeAsync(new() { Value = language });
        page.WaitForAssertion(() => Assert.Equal(title, page.Find("h1").TextContent), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Network_IsSavedAsLists()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var view = stage.Get<SettingsViewModel>();
        view.Load();
        (view.AllowedHosts, view.AllowedOrigins) = ("gateway.example\n\n other.example ", "http://localhost:*");
        Assert.True(await view.SaveNetworkAsync());
        Assert.Equal(["gateway.example", "other.example"], view.Config.AllowedHosts);
        view.EgressProxy = "ftp://nowhere";
        Assert.False(await view.SaveNetworkAsync());
        Assert.NotNull(view.ErrorOf("proxy.egress_proxy"));
    }

    [Fact]
    public async Task Retention_OutOfRange_IsSaidAtItsField()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var view = stage.Get<SettingsViewModel>();
        view.Load();
        view.RetentionDays = 0;
        Assert.False(await view.SaveRecordingAsync());
        Assert.NotNull(view.ErrorOf("recording.retention_days"));
    }
}
