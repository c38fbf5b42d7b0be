using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Pages.Dashboard;

namespace AntigravityTools.Ui.Tests;

public sealed class DashboardViewModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Hours_AreTwentyFourWithGapsAsZero()
    {
        var view = new DashboardViewModel
        {
            Now = Now,
            Buckets = [new UsageBucket(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "anthropic", new UsageSummary { Requests = 7 })],
        };
        Assert.Equal(24, view.Hours.Count);
        Assert.Equal(7, view.Hours[22].Count);
        Assert.Equal(0, view.Hours[23].Count);
        Assert.Equal("100", view.Height(7));
    }

    [Fact]
    public void Steps_OfAFreshStart_AreAllOpen() => Assert.DoesNotContain(new DashboardViewModel { Now = Now }.Steps(running: false), step => step.Done);
}
