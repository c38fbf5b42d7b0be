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
        await page.ChangeAsync("[data-testid=language]", language);
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

    [Fact]
    public async Task ConsoleOpenedWithoutPassword_IsRefusedAtItsField_AndWorksWithOne()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var view = stage.Get<SettingsViewModel>();
        view.Load();
        view.ConsoleLan = true;
        Assert.False(await view.SaveConsoleAsync());
        Assert.Contains("needs an admin password", view.ErrorOf("console.allow_lan_access"), StringComparison.Ordinal);
        view.ConsolePassword = "correct horse battery";
        Assert.True(await view.SaveConsoleAsync());
        view.Load();
        Assert.True(view.Config is { ConsoleLan: true, HasConsolePassword: true });
        Assert.Null(view.ConsolePassword);
    }

    [Fact]
    public async Task Telemetry_IsSwitchedOnThePage()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings");
        await page.ChangeAsync("[data-testid=prometheus]", true);
        await page.ChangeAsync("[data-testid=otlp]", "gopher://here");
        await page.ClickAsync("[data-testid=telemetry-save]");
        page.WaitForAssertion(() => Assert.Contains("http or https address", page.Find("#telemetry .error").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.False(stage.Parts.Configuration.Current.Prometheus);
        await page.ChangeAsync("[data-testid=otlp]", "");
        await page.ClickAsync("[data-testid=telemetry-save]");
        page.WaitForAssertion(() => Assert.True(stage.Parts.Configuration.Current.Prometheus), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task GatewayThatKeepsNothing_SaysSoInsteadOfOfferingBackupAndAutostart()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings");
        Assert.Contains("nothing to back up", page.Find("#backup").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=autostart]"));
    }

    [Fact]
    public async Task Reset_TakesSettingsBackToTheirDefaults_AndWhatWasRememberedBringsThemBack()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var config = stage.Parts.Configuration;
        var key = config.Current.ApiKey;
        Assert.Empty(await config.PatchAsync("""{"proxy":{"allowed_hosts":["a.example"],"drain_seconds":3},"scheduling":{"max_attempts":4},"ui":{"theme":"dark"}}""", TestContext.Current.CancellationToken));
        var before = SettingsReset.Remember(config);

        Assert.Empty(await config.PatchAsync(SettingsReset.Patch, TestContext.Current.CancellationToken));
        Assert.True(config.Current is { AllowedHosts.IsEmpty: true, DrainSeconds: 10, MaxAttempts: null, Theme: "system" });
        Assert.Equal(key, config.Current.ApiKey);

        Assert.Empty(await config.PatchAsync(before, TestContext.Current.CancellationToken));
        Assert.True(config.Current is { AllowedHosts: ["a.example"], DrainSeconds: 3, MaxAttempts: 4, Theme: "dark" });
    }
}
