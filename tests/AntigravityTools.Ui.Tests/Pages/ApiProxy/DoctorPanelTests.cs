using System.Text.Json;
using AntigravityTools.Core.Management;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.ApiProxy;

public sealed class DoctorPanelTests
{
    private const string Address = "/api-proxy?tab=doctor";

    [Fact]
    public async Task StoppedProxyWithoutAccounts_IsSaidWithWhatToDo_AndAgainAfterItWasMended()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, "[data-testid=proxy_stopped]");
        Assert.NotEmpty(page.FindAll("[data-testid=no_account]"));
        Assert.Contains("The proxy does not run.", page.Find("[data-testid=proxy_stopped]").TextContent, StringComparison.Ordinal);

        await stage.AddAccountAsync("One");
        await stage.AskAsync();
        await page.ClickAsync("[data-testid=examine]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=proxy_stopped], [data-testid=no_account]")), TimeSpan.FromSeconds(30));
        Assert.NotEmpty(page.FindAll(".links .badge.ok"));
    }

    [Theory]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task Findings_AreSaidInTheUsersLanguage_AndInEnglishToOthers(string language)
    {
        await using var stage = await ConsoleStage.StartAsync();
        Assert.Empty(await stage.Parts.Configuration.PatchAsync($$$"""{"ui":{"language":"{{{language}}}"}}""", TestContext.Current.CancellationToken));
        using var off = JsonDocument.Parse("""{"enabled":false}""");
        await stage.Parts.Accounts.PatchAsync((await stage.AddAccountAsync("One")).Id, off.RootElement, TestContext.Current.CancellationToken);
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, "[data-testid=account_disabled]");
        var report = await stage.Get<DoctorQueries>().ExamineAsync(withClients: true, TestContext.Current.CancellationToken);
        Assert.NotEmpty(report.Findings);
        foreach (var finding in report.Findings)
        {
            var shown = page.Find($"[data-testid={finding.Code}]").TextContent;
            Assert.DoesNotContain(finding.Message, shown, StringComparison.Ordinal);
            Assert.DoesNotContain(finding.Fix, shown, StringComparison.Ordinal);
        }

        Assert.Contains("'One'", report.Findings.First(finding => finding.Code == "account_disabled").Message, StringComparison.Ordinal);
    }
}
