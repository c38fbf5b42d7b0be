using AntigravityTools.Protocols.Model;
using AntigravityTools.Ui.Pages.ApiProxy;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.ApiProxy;

public sealed class ApiProxyTests
{
    [Fact]
    public async Task OpeningTheLan_AsksForAuthenticationInTheSameStep()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>("/api-proxy");
        await page.ChangeAsync(".toggles .switch", true);
        Assert.False(stage.Parts.Configuration.Current.AllowLanAccess);
        await page.ClickAsync(".note.warn .btn.primary");
        page.WaitForAssertion(() => Assert.True(stage.Parts.Configuration.Current.AllowLanAccess), TimeSpan.FromSeconds(10));
        Assert.Equal("all_except_health", stage.Parts.Configuration.Current.AuthMode);
    }

    [Fact]
    public async Task RefusedNumber_IsSaidAndNothingChanges()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var view = stage.Get<ApiProxyViewModel>();
        view.Load();
        var before = view.Config.DrainSeconds;
        view.Limits.DrainSeconds = -1;
        Assert.False(await view.SaveListenerAsync());
        Assert.NotNull(view.ErrorOf("proxy.drain_seconds"));
        Assert.Equal(before, view.Config.DrainSeconds);
    }

    [Fact]
    public async Task Key_IsMaskedUntilItIsAskedFor()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>("/api-proxy");
        Assert.DoesNotContain(stage.Parts.ProxyControl.ApiKey, page.Find(".field.full").TextContent, StringComparison.Ordinal);
        await page.ClickAsync(".field.full .btn:not(.icon)");
        Assert.Contains(stage.Parts.ProxyControl.ApiKey, page.Find(".field.full").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_IsSavedAndTheTesterFollowsIt()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>("/api-proxy?tab=rules");
        await page.InputAsync("[data-testid=tester]", "my-model");
        Assert.NotEmpty(page.FindAll(".answer .note.warn"));
        await page.ClickAsync("[data-testid=add-rule]");
        await page.ChangeAsync(".rule input", "my-*", at: 0);
        await page.ChangeAsync(".rule input", "gpt-5.4", at: 1);
        await page.ClickAsync("[data-testid=save-rules]");
        page.WaitForAssertion(() => Assert.Contains("gpt-5.4", page.Find(".answer").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.NotEmpty(page.FindAll(".candidates .badge.ok"));
        Assert.Equal("my-*", Assert.Single(stage.Parts.Routes.Rules).Match);
    }

    [Fact]
    public async Task NewKey_ShowsItsSecretOnce()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>("/api-proxy?tab=keys");
        await page.ClickAsync("[data-testid=add-key]");
        await page.ChangeAsync("[data-testid=key-name]", "laptop");
        await page.ClickAsync("[data-testid=save-key]");
        page.WaitForAssertion(() => Assert.StartsWith("sk-", page.Find(".note.ok code").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.ClickAsync(".note.ok .btn.quiet");
        Assert.Empty(page.FindAll(".note.ok"));
        Assert.Equal("laptop", Assert.Single(stage.Parts.Keys.List()).Key.Name);
    }

    [Fact]
    public void KeyForm_GoesThereAndBack()
    {
        var json = new KeyForm { Name = "n", Models = "a, b", Rpm = 5, DailyCostUsd = 1.5m, Expires = new DateOnly(2027, 1, 31) }.ToJson();
        Assert.Equal("2027-01-31T23:59:59Z", json.GetProperty("expires_at").GetString());
        Assert.Equal((5, 1.5m, 2), (json.GetProperty("rpm").GetInt32(), json.GetProperty("daily_cost_usd").GetDecimal(), json.GetProperty("models").GetArrayLength()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("tpm").ValueKind);
    }

    [Fact]
    public void Sample_NamesAddressModelAndKeyInEveryLanguageOfEveryProtocol()
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            foreach (var language in CodeSamples.Languages)
            {
                var code = CodeSamples.Write(protocol, language, "http://127.0.0.1:1", "the-model", "the-key");
                Assert.All(["http://127.0.0.1:1", "the-model", "the-key"], part => Assert.Contains(part, code, StringComparison.Ordinal));
            }
        }
    }
}
