using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Pages.Dashboard;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Dashboard;

public sealed class DashboardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Hours_AreTwentyFourWithGapsAsZero()
    {
        var nine = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var hours = DashboardViewModel.HoursOf(
            [new UsageBucket(nine, "anthropic", new UsageSummary { Requests = 7, Errors = 2 }), new UsageBucket(nine, "gemini", new UsageSummary { Requests = 1 })], Now);
        Assert.Equal(24, hours.Length);
        Assert.Equal(new DashboardHour(nine, 6, 2), hours[22]);
        Assert.Equal((0, 0), (hours[23].Answered, hours[23].Failed));
    }

    [Fact]
    public async Task FreshStart_ShowsTheStepsAndThatTheyAreOpen()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Dashboard.Dashboard>("/", ".steps li");
        Assert.Equal(4, page.FindAll(".steps li").Count);
        Assert.Empty(page.FindAll(".steps li.done"));
        Assert.Contains("0 / 0", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_TickThemselvesOffAndGoAway()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        var page = stage.Open<Ui.Pages.Dashboard.Dashboard>("/", ".steps li");
        Assert.Single(page.FindAll(".steps li.done"));
        await page.ClickAsync(".head .btn");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".steps li.done").Count), TimeSpan.FromSeconds(10));
        await page.ClickAsync(".steps a[target]");
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".steps li.done").Count), TimeSpan.FromSeconds(10));
        await stage.AskAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".steps")), TimeSpan.FromSeconds(10));
        Assert.Contains(stage.ProxyUrl.ToString().TrimEnd('/') + "/v1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_IsShownInPlainWords()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        await stage.AskAsync("no-such-model");
        var page = stage.Open<Ui.Pages.Dashboard.Dashboard>("/", ".failures li");
        Assert.Contains(stage.Get<Texts>().Meaning(Verdict.ModelUnavailable), page.Find(".failures").TextContent, StringComparison.Ordinal);
    }
}
